using BizTalkDR.Agent;
using BizTalkDR.Backups;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Readiness.Steps;

namespace BizTalkDR.Readiness.Checks.BackupJob;

/// <summary>
/// The history is kept long enough to find two full sets in it: if a file of the newest is bad, the one before it is needed. What is lost when it is
/// not depends on which procedure clears it.
/// </summary>
internal static class RetentionCheck
{
    private static readonly ReadinessCheck Retention = ReadinessCheckTable.HistoryRetention;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed)
    {
        if (observed.BackupJobText is not { Clear: { } clear } text)
            return [];
        var server = observed.BackupJobs[0].Job.Instance;
        var argument = clear.Argument("@DaysToKeep", 0);
        if (argument?.IsOpen == true)
            return [Retention.Unknown(server, null, $"Step '{clear.Step.Name}' takes the days to keep from {argument.Variable}.")];
        // All of them do nothing for NULL, 0 and less.
        if (clear.Number("@DaysToKeep", 0) is not { } days || days <= 0)
        {
            return
            [
                Retention.Warning(
                    server,
                    null,
                    argument?.Value is { } given
                        ? $"Step '{clear.Step.Name}' says to keep {given} days: nothing is cleared, and adm_BackupHistory grows without end."
                        : $"Step '{clear.Step.Name}' does not say how many days to keep: nothing is cleared, and adm_BackupHistory grows without end.",
                    "Give @DaysToKeep; 14 is the default."
                ),
            ];
        }
        var clearing = observed.Procedures.TryGet(out var procedures)
            ? HistoryClearingText.Of(clear.Call.Procedure, procedures.Texts)
            : HistoryClearing.Unknown;
        var names = clearing == HistoryClearing.OncePassedByLog ? Renamed(observed, server) : [];
        return text.FullInterval is { } interval ? [Judge(server, clear.Call.Procedure, clearing, days, interval), .. names] : names;
    }

    private static ReadinessResult Judge(string server, string procedure, HistoryClearing clearing, int days, TimeSpan interval)
    {
        var kept = TimeSpan.FromDays(days);
        var text = $"The history of {Duration.Text(kept)} is kept, with a full set {Duration.Every(interval)}";
        var needed = (int)Math.Ceiling(2 * interval.TotalDays) + 1;
        var remedy = $"Set @DaysToKeep to at least {needed}.";
        if (clearing == HistoryClearing.Files && kept <= interval)
            return Retention.Failed(
                server,
                null,
                text
                    + $", and {procedure} deletes the files with it, asking for no later full set: the files of the newest may be gone before the next is there.",
                remedy
            );
        if (clearing == HistoryClearing.OncePassedByLog && kept < interval)
            return Retention.Failed(
                server,
                null,
                text
                    + $", and {procedure} forgets log sets as soon as later log sets are there: the history does not hold the chain from the newest full set.",
                remedy + " The files stay: a restore can be planned from them with -BackupPath."
            );
        if (days >= needed)
            return clearing == HistoryClearing.Unknown && !IsProduct(procedure)
                ? Retention.Unknown(
                    server,
                    null,
                    text + $"; what {procedure} does, the files' deletion for one, can't be told: its text can't be read.",
                    "Look into it, or grant VIEW DEFINITION in the management database."
                )
                : Retention.Passed(
                    server,
                    null,
                    text + (clearing == HistoryClearing.Files ? $", and {procedure} deletes the files with it." : ".")
                );
        return clearing == HistoryClearing.Unknown
            ? Retention.Unknown(server, null, text + $": what is lost depends on {procedure}, whose text can't be read.", remedy)
            : Retention.Warning(
                server,
                null,
                text + ": there may be only one full set to start from, and no other if one of its files is bad.",
                remedy
            );
    }

    // 2020 compares marks as texts: after the name in the step was changed, fresh sets may go or old ones stay for ever.
    private static IReadOnlyList<ReadinessResult> Renamed(ReadinessObservations observed, string server)
    {
        const int Time = 24;
        if (!observed.History.TryGet(out var history))
            return [];
        var prefixes = history
            .Sets.Where(set => set.Type == BackupType.Log && set.MarkName is { Length: > Time })
            .Select(set => set.MarkName!.Substring(0, set.MarkName.Length - Time))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        return prefixes.Count < 2
            ? []
            :
            [
                Retention.Warning(
                    server,
                    null,
                    $"The history holds marks of the names {string.Join(" and ", prefixes)}, which the procedure that clears it compares as texts: it may forget new sets, or keep old ones for ever.",
                    "Keep to one name in the step; until the marks of the other are gone, plan restores with -BackupPath as well."
                ),
            ];
    }

    private static bool IsProduct(string procedure) =>
        string.Equals(procedure, "sp_DeleteBackupHistory", StringComparison.OrdinalIgnoreCase);
}
