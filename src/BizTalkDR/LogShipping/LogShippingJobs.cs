using BizTalkDR.Agent;

namespace BizTalkDR.LogShipping;

/// <summary>The three jobs of log shipping, and their state in a few words.</summary>
internal static class LogShippingJobs
{
    /// <summary>The kinds, with the name by which people know them.</summary>
    public static IReadOnlyList<(JobKind Kind, string Name)> Kinds { get; } =
    [
        (JobKind.GetBackupHistory, "Get Backup History"),
        (JobKind.RestoreDatabases, "Restore Databases"),
        (JobKind.RestoreToMark, "Restore To Mark"),
    ];

    public static string Describe(IReadOnlyList<AgentJob> jobs)
    {
        var faults = Kinds
            .Select(kind => (kind.Name, Fault: Fault(kind.Kind, jobs.FirstOrDefault(job => job.Kind == kind.Kind))))
            .Where(each => each.Fault is not null)
            .Select(each => $"{each.Name} {each.Fault}")
            .ToList();
        return faults.Count == 0 ? "OK" : string.Join(", ", faults);
    }

    private static string? Fault(JobKind kind, AgentJob? job)
    {
        if (job is null)
            return "missing";
        // Restore To Mark is started by hand, in a disaster: its last outcome says nothing of today.
        if (!JobKinds.IsRestoreJob(kind))
            return null;
        if (!job.IsEnabled)
            return "disabled";
        return job.LastOutcome switch
        {
            JobOutcome.Failed => "failed",
            JobOutcome.Canceled => "canceled",
            _ => null,
        };
    }
}
