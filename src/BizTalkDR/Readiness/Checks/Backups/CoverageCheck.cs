using BizTalkDR.Backups;
using BizTalkDR.Group;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;

namespace BizTalkDR.Readiness.Checks.Backups;

/// <summary>Every database that the job should cover is in the newest complete full set and in the newest complete log set.</summary>
internal static class CoverageCheck
{
    private static readonly ReadinessCheck Coverage = ReadinessCheckTable.Coverage;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed)
    {
        if (observed.Group.Failure is { } failure)
            return [Coverage.Unknown(observed.ManagementInstance, null, $"The databases of the group are not known: {failure}")];
        if (!observed.History.TryGet(out var history))
            return [Coverage.Unknown(observed.ManagementInstance, null, observed.History.Failure!)];
        return observed.Databases.Select(database => Judge(database, history));
    }

    private static ReadinessResult Judge(BizTalkDatabase database, BackupHistory history)
    {
        var (full, log) = (Newest(history, BackupType.Full), Newest(history, BackupType.Log));
        var missing = new[] { full, log }.OfType<BackupSet>().Where(set => !set.Databases.Contains(database.Key)).ToList();
        if (full is null || log is null)
        {
            return Coverage.Failed(
                database.Key.Server,
                database.Name,
                full is null ? "There is no complete full set." : "There is no complete log set.",
                "Run the backup job and see that it succeeds."
            );
        }
        return missing.Count == 0
            ? Coverage.Passed(database.Key.Server, database.Name, $"In full set {full.SetId} and log set {log.SetId}.")
            : Coverage.Failed(
                database.Key.Server,
                database.Name,
                $"It belongs to the group, but it is not in {string.Join(" and ", missing.Select(set => $"the newest complete {set.Type.ToString().ToLowerInvariant()} set ({set.SetId})"))}.",
                "Run sp_ForceFullBackup in the management database, then the backup job: a new database can be restored only from a full set on."
            );
    }

    private static BackupSet? Newest(BackupHistory history, BackupType type) =>
        history.Sets.LastOrDefault(set => set.IsComplete && set.Type == type);
}
