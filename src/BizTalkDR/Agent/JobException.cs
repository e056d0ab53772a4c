using BizTalkDR.Errors;

namespace BizTalkDR.Agent;

/// <summary>A SQL Server Agent job could not be read, changed or waited for.</summary>
public sealed class JobException(string errorId, ErrorKind kind, string message, Exception? innerException = null)
    : BizTalkDRException(errorId, kind, message, innerException)
{
    /// <summary>The job concerned, if one is.</summary>
    public string? Job { get; init; }

    internal static JobException CannotRead(string instance, Exception cause) =>
        new("JobsUnreadable", ErrorKind.Permission, $"The jobs of {instance} can't be read from msdb: {cause.Message}", cause)
        {
            Server = instance,
            Database = "msdb",
            Remedy = "The login needs to be a member of SQLAgentOperatorRole in msdb, or of sysadmin.",
        };

    internal static JobException CannotChange(AgentJob job, bool enable, Exception cause) =>
        new(
            "JobNotChanged",
            ErrorKind.Operation,
            $"Job '{job.Name}' on {job.Instance} can't be {(enable ? "enabled" : "disabled")}: {cause.Message}",
            cause
        )
        {
            Server = job.Instance,
            Database = "msdb",
            Job = job.Name,
            Remedy = "The login needs to be a member of SQLAgentOperatorRole in msdb, or of sysadmin; it must own the job otherwise.",
        };

    internal static JobException Gone(AgentJob job) =>
        new("JobNotFound", ErrorKind.NotFound, $"Job '{job.Name}' on {job.Instance} is gone.")
        {
            Server = job.Instance,
            Database = "msdb",
            Job = job.Name,
            Remedy = "Somebody has deleted it meanwhile; read the jobs again.",
        };

    internal static JobException OfOtherGroup(AgentJob job, string group) =>
        new(
            "JobOfOtherGroup",
            ErrorKind.Configuration,
            $"Job '{job.Name}' on {job.Instance} is not a job of {group}"
                + (job.Group is null ? ": its steps do nothing for a group." : $": it works for {job.Group}.")
        )
        {
            Server = job.Instance,
            Job = job.Name,
            Remedy = "Give the topology of the group whose job it is; see Get-BtsJob's Kind and Group.",
        };

    internal static JobException SeveralGroups(IReadOnlyList<AgentJob> jobs) =>
        new(
            "JobsOfSeveralGroups",
            ErrorKind.Configuration,
            "These jobs work for different groups: "
                + string.Join("; ", jobs.Select(job => $"'{job.Name}' on {job.Instance} for {job.Group}"))
                + "."
        )
        {
            Server = jobs[0].Instance,
            Job = jobs[0].Name,
            Remedy = "Give the topology of the group that is meant, or the jobs by -Name.",
        };

    internal static JobException StillRunning(IReadOnlyList<AgentJob> jobs, TimeSpan waited) =>
        new(
            "JobStillRunning",
            ErrorKind.State,
            $"After {waited.TotalMinutes:0.#} minutes still running: {string.Join(", ", jobs.Select(Busy))}."
        )
        {
            Server = jobs[0].Instance,
            Job = jobs[0].Name,
            Remedy = "Wait longer, or look into the job's history: a restore job may wait for a file or a lock.",
        };

    private static string Busy(AgentJob job) =>
        $"'{job.Name}' on {job.Instance}" + (job.IsRunning ? "" : " (asked to start, not begun yet)");
}
