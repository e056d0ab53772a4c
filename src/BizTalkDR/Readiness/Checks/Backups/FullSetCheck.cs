using BizTalkDR.Agent;
using BizTalkDR.Backups;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;

namespace BizTalkDR.Readiness.Checks.Backups;

/// <summary>There are two complete full sets to start from, and the newest is no older than the job's frequency allows.</summary>
internal static class FullSetCheck
{
    private static readonly ReadinessCheck FullSets = ReadinessCheckTable.FullSets;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed) => [JudgeOne(observed)];

    private static ReadinessResult JudgeOne(ReadinessObservations observed)
    {
        var server = observed.ManagementInstance;
        if (!observed.History.TryGet(out var history))
            return FullSets.Unknown(server, null, observed.History.Failure!);
        var full = history.Sets.Where(set => set is { Type: BackupType.Full, IsComplete: true }).ToList();
        if (full.Count == 0)
        {
            return FullSets.Failed(
                server,
                null,
                "The history knows no complete full set: nothing can be restored.",
                "Run sp_ForceFullBackup in the management database, then the backup job."
            );
        }
        var newest = full[full.Count - 1];
        var age = observed.AgeOf(newest.BackupDate);
        var text =
            $"{full.Count} complete full set{(full.Count == 1 ? "" : "s")}; the newest is set {newest.SetId}"
            + (age is { } old ? $", {Duration.Text(old)} old." : ".");
        // A day of grace: the set is taken by the first run of the period, and may wait for an hour of the day.
        if (age is { } known && observed.BackupJobText?.FullInterval is { } interval && known > interval + TimeSpan.FromDays(1))
        {
            return FullSets.Warning(
                server,
                null,
                text + $" The job should take one {Duration.Every(interval)}.",
                "Look into the history of the backup job; run sp_ForceFullBackup, then the job."
            );
        }
        return full.Count == 1
            ? FullSets.Warning(
                server,
                null,
                text + " If one of its files is bad, there is nothing else to start from.",
                "Keep the files and the history of at least two full sets; the next scheduled full set settles it."
            )
            : FullSets.Passed(server, null, text);
    }
}
