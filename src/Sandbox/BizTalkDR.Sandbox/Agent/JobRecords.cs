using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Agent;

/// <summary>What the Agent writes into msdb while a job runs: sysjobactivity, sysjobhistory, sysjobservers, sysjobsteps.</summary>
internal static class JobRecords
{
    /// <summary>Somebody or a schedule has asked for a run, which has not begun: what the row said of the run before stays in it.</summary>
    internal static void Requested(SqlSession session, int agentSession, Guid jobId, JobRequest request, DateTime requested) =>
        session.Perform(
            """
            IF NOT EXISTS (SELECT * FROM msdb.dbo.sysjobactivity WHERE session_id = @session_id AND job_id = @job_id)
                INSERT INTO msdb.dbo.sysjobactivity (session_id, job_id) VALUES (@session_id, @job_id)
            UPDATE msdb.dbo.sysjobactivity
            SET run_requested_date = @requested, run_requested_source = @source, queued_date = @requested
            WHERE session_id = @session_id AND job_id = @job_id
            """,
            ("@session_id", agentSession),
            ("@job_id", jobId),
            ("@requested", requested),
            ("@source", request.Source.ToString(System.Globalization.CultureInfo.InvariantCulture))
        );

    internal static void Started(
        SqlSession session,
        int agentSession,
        Guid jobId,
        JobRequest request,
        DateTime requested,
        DateTime started,
        DateTime? nextRun
    ) =>
        session.Perform(
            """
            IF NOT EXISTS (SELECT * FROM msdb.dbo.sysjobactivity WHERE session_id = @session_id AND job_id = @job_id)
                INSERT INTO msdb.dbo.sysjobactivity (session_id, job_id) VALUES (@session_id, @job_id)
            UPDATE msdb.dbo.sysjobactivity
            SET run_requested_date = @requested,
                run_requested_source = @source,
                queued_date = NULL,
                start_execution_date = @started,
                last_executed_step_id = NULL,
                last_executed_step_date = NULL,
                stop_execution_date = NULL,
                job_history_id = NULL,
                next_scheduled_run_date = @next_run
            WHERE session_id = @session_id AND job_id = @job_id
            """,
            ("@session_id", agentSession),
            ("@job_id", jobId),
            ("@requested", requested),
            ("@source", request.Source.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            ("@started", started),
            ("@next_run", nextRun)
        );

    internal static void StepEnded(
        SqlSession session,
        SqlAgent agent,
        AgentJob job,
        AgentJobStep step,
        DateTime started,
        StepOutcome outcome,
        int retries
    )
    {
        var duration = AgentDate.Duration(agent.Instance.Host.Clock.Now - started);
        AddHistory(session, agent, job, (step.Id, step.Name), started, duration, outcome, retries);
        session.Perform(
            """
            UPDATE msdb.dbo.sysjobsteps
            SET last_run_outcome = @outcome,
                last_run_duration = @duration,
                last_run_retries = @retries,
                last_run_date = @run_date,
                last_run_time = @run_time
            WHERE job_id = @job_id AND step_id = @step_id
            UPDATE msdb.dbo.sysjobactivity
            SET last_executed_step_id = @step_id, last_executed_step_date = @started
            WHERE session_id = @session_id AND job_id = @job_id
            """,
            ("@outcome", (int)outcome.Status),
            ("@duration", duration),
            ("@retries", retries),
            ("@run_date", AgentDate.Date(started)),
            ("@run_time", AgentDate.Time(started)),
            ("@job_id", job.Id),
            ("@step_id", step.Id),
            ("@started", started),
            ("@session_id", agent.SessionId)
        );
    }

    internal static void Ended(SqlSession session, SqlAgent agent, AgentJob job, DateTime started, RunStatus status, string message)
    {
        var now = agent.Instance.Host.Clock.Now;
        var duration = AgentDate.Duration(now - started);
        var historyId = AddHistory(session, agent, job, (0, "(Job outcome)"), started, duration, new StepOutcome(status, message), 0);
        session.Perform(
            """
            UPDATE msdb.dbo.sysjobservers
            SET last_run_outcome = @outcome,
                last_outcome_message = @message,
                last_run_date = @run_date,
                last_run_time = @run_time,
                last_run_duration = @duration
            WHERE job_id = @job_id AND server_id = 0
            UPDATE msdb.dbo.sysjobactivity
            SET stop_execution_date = @stopped, job_history_id = @history_id
            WHERE session_id = @session_id AND job_id = @job_id
            """,
            ("@outcome", (int)status),
            ("@message", message),
            ("@run_date", AgentDate.Date(started)),
            ("@run_time", AgentDate.Time(started)),
            ("@duration", duration),
            ("@job_id", job.Id),
            ("@stopped", now),
            ("@history_id", historyId),
            ("@session_id", agent.SessionId)
        );
    }

    private static int AddHistory(
        SqlSession session,
        SqlAgent agent,
        AgentJob job,
        (int Id, string Name) step,
        DateTime started,
        int duration,
        StepOutcome outcome,
        int retries
    )
    {
        var added = session.Perform(
            """
            INSERT INTO msdb.dbo.sysjobhistory (
                job_id, step_id, step_name, sql_message_id, sql_severity, message, run_status, run_date, run_time, run_duration,
                operator_id_emailed, operator_id_netsent, operator_id_paged, retries_attempted, server)
            VALUES (
                @job_id, @step_id, @step_name, @message_id, @severity, @message, @status, @run_date, @run_time, @duration,
                0, 0, 0, @retries, @server)
            SELECT CONVERT(int, SCOPE_IDENTITY()) AS id
            """,
            ("@job_id", job.Id),
            ("@step_id", step.Id),
            ("@step_name", step.Name),
            ("@message_id", outcome.MessageId),
            ("@severity", outcome.Severity),
            ("@message", outcome.Message),
            ("@status", (int)outcome.Status),
            ("@run_date", AgentDate.Date(started)),
            ("@run_time", AgentDate.Time(started)),
            ("@duration", duration),
            ("@retries", retries),
            ("@server", agent.Instance.Name)
        );
        return (int)added.Results[0].Rows[0][0]!;
    }
}
