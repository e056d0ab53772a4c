using BizTalkDR.Backups;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;

namespace BizTalkDR.Readiness.Checks.Backups;

/// <summary>The sources of the history agree with each other.</summary>
internal static class HistoryCheck
{
    private static readonly ReadinessCheck History = ReadinessCheckTable.History;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed)
    {
        if (!observed.History.TryGet(out var history))
            return [History.Unknown(observed.ManagementInstance, null, observed.History.Failure!)];
        var results = history
            .Contradictions.GroupBy(each => (each.Kind, Server: each.Server ?? "", Database: each.Database ?? ""))
            .Select(Contradiction)
            .Concat(history.Warnings.Where(warning => history.Contradictions.All(each => each.Message != warning)).Select(Noticed))
            .ToList();
        return results.Count > 0
            ? results
            : [History.Passed(null, null, $"Read from {string.Join(", ", history.Sources)}, without a contradiction.")];
    }

    // One that is about a hundred files of a database is told once, with the first file.
    private static ReadinessResult Contradiction(IEnumerable<BackupContradiction> same)
    {
        var all = same.ToList();
        var more = all.Count > 1 ? $" ({all.Count - 1} more of this kind.)" : "";
        return History.Warning(
            all[0].Server,
            all[0].Database,
            all[0].Message + more,
            all[0].Remedy ?? "Find out which source is right; Get-BtsBackupSet shows what each says."
        );
    }

    private static ReadinessResult Noticed(string warning) =>
        History.Warning(
            null,
            null,
            warning,
            "Repair the source that is wrong or can't be read; Get-BtsBackupSet shows what the others say."
        );
}
