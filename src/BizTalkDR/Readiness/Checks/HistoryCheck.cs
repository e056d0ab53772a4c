using BizTalkDR.Errors;
using BizTalkDR.Readiness.Facts;

namespace BizTalkDR.Readiness.Checks;

/// <summary>The sources of the history agree with each other.</summary>
internal static class HistoryCheck
{
    private static readonly Check History = new(ReadinessArea.BackupSet, "History", Documentation.BackupSets);

    public static IEnumerable<ReadinessResult> Judge(ReadinessFacts facts)
    {
        if (!facts.History.TryGet(out var history))
            return [History.Unknown(facts.ManagementInstance, null, facts.History.Failure!)];
        if (history.Warnings.Count == 0)
            return [History.Passed(null, null, $"Read from {string.Join(", ", history.Sources)}, without a contradiction.")];
        return history.Warnings.Select(warning =>
            History.Warning(null, null, warning, "Get-BtsBackupSet shows what each source says; repair the source that is wrong or can't be read.")
        );
    }
}
