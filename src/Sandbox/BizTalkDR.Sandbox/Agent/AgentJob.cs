using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Agent;

/// <summary>A job as the Agent runs it: its row of sysjobs with its steps.</summary>
internal sealed record AgentJob(Guid Id, string Name, int StartStep, int DeleteLevel, IReadOnlyList<AgentJobStep> Steps)
{
    /// <summary>Reads the job, waiting for whoever is just changing it; null when it is gone.</summary>
    internal static AgentJob? Read(SqlSession session, Guid id)
    {
        var read = session.Perform(
            """
            SELECT name, start_step_id, delete_level FROM msdb.dbo.sysjobs WHERE job_id = @job_id
            SELECT
                step_id, step_name, subsystem, command, on_success_action, on_success_step_id, on_fail_action, on_fail_step_id,
                database_name, retry_attempts, retry_interval
            FROM msdb.dbo.sysjobsteps WHERE job_id = @job_id ORDER BY step_id
            """,
            ("@job_id", id)
        );
        var (jobs, steps) = (read.Results[0], read.Results[1]);
        if (jobs.Rows.Count == 0)
            return null;
        var job = jobs.Rows[0];
        return new AgentJob(
            id,
            jobs.Get<string>(job, "name")!,
            jobs.Get<int>(job, "start_step_id"),
            jobs.Get<int>(job, "delete_level"),
            [.. steps.Rows.Select(row => AgentJobStep.Read(steps, row))]
        );
    }
}

/// <summary>One step of a job.</summary>
internal sealed record AgentJobStep
{
    internal const int QuitWithSuccess = 1;
    internal const int QuitWithFailure = 2;
    internal const int GoToNextStep = 3;

    public required int Id { get; init; }

    public required string Name { get; init; }

    public required string Subsystem { get; init; }

    public string Command { get; init; } = "";

    public string Database { get; init; } = "master";

    public required int OnSuccessAction { get; init; }

    public int OnSuccessStep { get; init; }

    public required int OnFailAction { get; init; }

    public int OnFailStep { get; init; }

    public int RetryAttempts { get; init; }

    /// <summary>Minutes between retries.</summary>
    public int RetryInterval { get; init; }

    internal static AgentJobStep Read(CollectedResult result, object?[] row) =>
        new()
        {
            Id = result.Get<int>(row, "step_id"),
            Name = result.Get<string>(row, "step_name")!,
            Subsystem = result.Get<string>(row, "subsystem")!,
            Command = result.Get<string>(row, "command") ?? "",
            Database = result.Get<string>(row, "database_name") ?? "master",
            OnSuccessAction = result.Get<byte>(row, "on_success_action"),
            OnSuccessStep = result.Get<int>(row, "on_success_step_id"),
            OnFailAction = result.Get<byte>(row, "on_fail_action"),
            OnFailStep = result.Get<int>(row, "on_fail_step_id"),
            RetryAttempts = result.Get<int>(row, "retry_attempts"),
            RetryInterval = result.Get<int>(row, "retry_interval"),
        };
}
