using BizTalkDR.Agent;
using BizTalkDR.Backups;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;

namespace BizTalkDR.Readiness.Checks.Backups;

/// <summary>Sets that stayed partial. The newest one is only being written while the job runs.</summary>
internal static class PartialSetCheck
{
    private static readonly ReadinessCheck PartialSets = ReadinessCheckTable.PartialSets;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed)
    {
        var server = observed.ManagementInstance;
        if (!observed.History.TryGet(out var history))
            return [PartialSets.Unknown(server, null, observed.History.Failure!)];
        var partial = history
            .Sets.Where(
                (set, index) =>
                    set is { IsComplete: false, IsBeingWritten: false }
                    && !(index == history.Sets.Count - 1 && IsBeingWritten(observed, set))
            )
            .ToList();
        if (partial.Count == 0)
            return [PartialSets.Passed(server, null, $"None of {history.Sets.Count} sets is partial.")];
        var newest = partial[partial.Count - 1];
        var isRepaired = history.Sets.Any(set => set is { Type: BackupType.Full, IsComplete: true } && set.SetId > newest.SetId);
        var text = $"{partial.Count} of {history.Sets.Count} sets {(partial.Count == 1 ? "is" : "are")} partial, the newest is {newest}.";
        return
        [
            isRepaired
                ? PartialSets.Warning(
                    server,
                    null,
                    text + " A full set was taken since; marks between the two can't be restored to.",
                    "Look into the history of the backup job for the cause, so that it does not come back."
                )
                : PartialSets.Failed(
                    server,
                    null,
                    text + " No full set was taken since: no mark after it can be restored to.",
                    "Repair what made the backup job fail, run sp_ForceFullBackup in the management database, then the job."
                ),
        ];
    }

    // Jobs and history are not read in the same moment. A run that succeeded leaves no partial set: one newer than it belongs to a run that began since.
    private static bool IsBeingWritten(ReadinessObservations observed, BackupSet set) =>
        observed.BackupJobs.Any(job =>
            job.Job.IsRunning
            || (
                job.Job is { LastOutcome: JobOutcome.Succeeded, LastRunAt: { } ran }
                && observed.Clock is { } clock
                && observed.AgeOf(set.BackupDate) < clock.Now - ran
            )
        );
}
