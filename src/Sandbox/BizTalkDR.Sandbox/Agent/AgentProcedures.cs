using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Agent;

/// <summary>The extended procedures through which msdb's procedures speak to the running Agent.</summary>
internal static class AgentProcedures
{
    internal static IEnumerable<SystemProcedure> All => [Notify, EnumJobs];

    private static SystemProcedure Notify =>
        new()
        {
            Name = "xp_sqlagent_notify",
            Parameters =
            [
                new SystemParameter("@op_type", SqlType.NChar(1)),
                new SystemParameter("@job_id", SqlType.UniqueIdentifier),
                new SystemParameter("@schedule_id", SqlType.Int),
                new SystemParameter("@alert_id", SqlType.Int),
                new SystemParameter("@action_type", SqlType.NChar(1)),
                new SystemParameter("@login_name", SqlType.NVarChar(256)),
                new SystemParameter("@error_flag", SqlType.Int, Default: 1),
            ],
            Body = call =>
            {
                var agent = call.Session.Instance.Agent;
                var jobId = call.Get<Guid>("@job_id");
                var action = (call.Get<string>("@op_type"), call.Get<string>("@action_type"));
                try
                {
                    if (action == ("J", "S"))
                        agent.StartJob(jobId, NameOf(call, jobId), call.Values["@schedule_id"] as int?, call.Session.Login.Name);
                    else if (action == ("J", "C"))
                        agent.StopJob(jobId, NameOf(call, jobId), call.Session.Login.Name);
                    else
                        agent.RecordNextRuns();
                    return 0;
                }
                catch (SqlServerException refused) when (refused.Error.Number == 22022 && call.Session.Context is { } context)
                {
                    // An extended procedure tells its error and returns 1: its caller goes on, and returns it.
                    context.Raise(refused.Error);
                    return 1;
                }
            },
        };

    private static SystemProcedure EnumJobs =>
        new()
        {
            Name = "xp_sqlagent_enum_jobs",
            Parameters =
            [
                new SystemParameter("@is_sysadmin", SqlType.Int),
                new SystemParameter("@job_owner", SqlType.SysName),
                new SystemParameter("@job_id", SqlType.UniqueIdentifier),
            ],
            Body = call =>
            {
                call.Sink.BeginResultSet(EnumColumns);
                long rows = 0;
                foreach (var values in EnumRows(call.Session.Instance.Agent, call.Values["@job_id"] as Guid?))
                {
                    call.Sink.Row(values);
                    rows++;
                }
                call.Sink.EndStatement(StatementKind.Select, rows, inProcedure: true);
                return 0;
            },
        };

    private static IReadOnlyList<ResultColumn> EnumColumns { get; } =
    [
        new("Job ID", SqlType.UniqueIdentifier),
        new("Last Run Date", SqlType.Int),
        new("Last Run Time", SqlType.Int),
        new("Next Run Date", SqlType.Int),
        new("Next Run Time", SqlType.Int),
        new("Next Run Schedule ID", SqlType.Int),
        new("Requested To Run", SqlType.Int),
        new("Request Source", SqlType.Int),
        new("Request Source ID", SqlType.SysName),
        new("Running", SqlType.Int),
        new("Current Step", SqlType.Int),
        new("Current Retry Attempt", SqlType.Int),
        new("State", SqlType.Int),
    ];

    private static IEnumerable<object?[]> EnumRows(SqlAgent agent, Guid? only)
    {
        var msdb = agent.Instance.FindDatabase("msdb")!;
        var lastRuns = ScheduleTable.LastRuns(msdb);
        foreach (var jobId in ScheduleTable.Jobs(msdb).Where(id => only is null || id == only))
        {
            var run = agent.RunOf(jobId);
            var next = agent.NextRunOf(jobId);
            var (lastDate, lastTime) = lastRuns.GetValueOrDefault(jobId);
            yield return
            [
                jobId,
                lastDate,
                lastTime,
                next is { } date ? AgentDate.Date(date.At) : 0,
                next is { } time ? AgentDate.Time(time.At) : 0,
                next?.ScheduleId ?? 0,
                run is { State: JobState.WaitingForThread } ? 1 : 0,
                run?.Request.Source ?? 0,
                run?.Request.By,
                run is null ? 0 : 1,
                run?.CurrentStep ?? 0,
                run?.CurrentRetry ?? 0,
                (int)(run?.State ?? JobState.Idle),
            ];
        }
    }

    private static string NameOf(SystemProcedureCall call, Guid jobId) =>
        call.Session.Instance.FindDatabase("msdb")!.FindTable("dbo", "sysjobs") is { } jobs
        && jobs.Scan().FirstOrDefault(row => row.Values[jobs.Definition.ColumnIndex("job_id")] is Guid id && id == jobId).Values
            is { } found
            ? (string)found[jobs.Definition.ColumnIndex("name")]!
            : jobId.ToString();
}
