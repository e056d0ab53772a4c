using BizTalkDR.Agent;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Readiness.Steps;

namespace BizTalkDR.Readiness.Checks.BackupJob;

/// <summary>The history is kept long enough to find two full sets in it: if a file of the newest is bad, the one before it is needed.</summary>
internal static class RetentionCheck
{
    private static readonly ReadinessCheck Retention = ReadinessCheckTable.HistoryRetention;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed)
    {
        if (observed.BackupJobText is not { Clear: { } clear } text)
            yield break;
        var server = observed.BackupJobs[0].Job.Instance;
        var argument = clear.Argument("@DaysToKeep", 0);
        if (argument?.IsOpen == true)
            yield return Retention.Unknown(server, null, $"Step '{clear.Step.Name}' takes the days to keep from {argument.Variable}.");
        else if (clear.Number("@DaysToKeep", 0) is not { } days)
        {
            yield return Retention.Warning(
                server,
                null,
                $"Step '{clear.Step.Name}' does not say how many days to keep: nothing is cleared, and adm_BackupHistory grows without end.",
                "Give @DaysToKeep; 14 is the default."
            );
        }
        else if (text.FullInterval is { } interval)
            yield return Judge(server, days, interval);
    }

    private static ReadinessResult Judge(string server, int days, TimeSpan interval)
    {
        var kept = TimeSpan.FromDays(days);
        var text = $"The history of {Duration.Text(kept)} is kept, with a full set {Duration.Every(interval)}";
        var needed = (int)Math.Ceiling(2 * interval.TotalDays) + 1;
        if (kept <= interval)
        {
            return Retention.Failed(
                server,
                null,
                text + ": the newest full set may be forgotten before the next one is there.",
                $"Set @DaysToKeep to at least {needed}."
            );
        }
        return days < needed
            ? Retention.Warning(
                server,
                null,
                text + ": there may be only one full set to start from, and no other if one of its files is bad.",
                $"Set @DaysToKeep to at least {needed}."
            )
            : Retention.Passed(server, null, text + ".");
    }
}
