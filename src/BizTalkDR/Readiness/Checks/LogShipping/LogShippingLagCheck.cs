using BizTalkDR.Agent;
using BizTalkDR.Databases;
using BizTalkDR.LogShipping;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;

namespace BizTalkDR.Readiness.Checks.LogShipping;

/// <summary>Every destination instance has restored what it could, but for a lag that is allowed.</summary>
internal static class LogShippingLagCheck
{
    private static readonly ReadinessCheck Lag = ReadinessCheckTable.LogShippingLag;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed) =>
        observed.LogShipping.Select(status => Judge(status, observed.Options.MaximumLag));

    private static ReadinessResult Judge(LogShippingStatus status, TimeSpan limit)
    {
        if (status.Failure is { } failure)
            return Lag.Unknown(status.Instance, null, failure);
        if (!status.IsConfigured || status.Databases.Count == 0)
            return Lag.Unknown(status.Instance, null, "Log shipping has no history here.", "See the check LogShippingSetup.");
        if (status.Blocked is { } blocked)
        {
            return Lag.Failed(
                status.Instance,
                blocked.Database,
                $"The last restore failed{(blocked.File is null ? "" : $" at {blocked.File}")}. {blocked.Reason}",
                blocked.File is null
                    ? "Repair what the message names; log shipping goes on by itself then. See also the check DestinationState."
                    : "Put the file back or repair the access to it; if it is lost, run sp_ForceFullBackup on the source, then its backup job: log shipping goes on from the next full set."
            );
        }
        if (status.Databases.FirstOrDefault(database => database.State == DatabaseState.Missing) is { } missing)
        {
            return Lag.Failed(
                status.Instance,
                missing.Database,
                $"{missing.Database} is not on {status.Instance}.",
                "Log shipping restores it from the next full set: run sp_ForceFullBackup on the source, then its backup job."
            );
        }
        if (status.Databases.FirstOrDefault(database => database.SetsBehind is null || database.TimeBehind is null) is { } untold)
        {
            return Lag.Unknown(
                status.Instance,
                untold.Database,
                untold.LastRestoredFile is { } file
                    ? $"{file}, which {untold.Database} was restored from last, is not in the backup history, or its time is not known."
                    : $"msdb.dbo.restorehistory has no restore of {untold.Database}.",
                "Get-BtsLogMark tells by the redo point and the headers which marks it can still reach; the next full set settles it."
            );
        }
        var text =
            status.SetsBehind == 0
                ? $"Nothing waits: restored to set {status.LastRestoredSet}; the newest, {status.NewestSourceSet ?? status.NewestKnownSet}, waits for its successor."
                : $"{status.SetsBehind} set{(status.SetsBehind == 1 ? "" : "s")} behind"
                    + (status.TimeBehind is { } time ? $", {Duration.Text(time)}." : ".");
        var slowest = status.Databases.OrderByDescending(database => database.SetsBehind).First();
        return status.TimeBehind > limit
            ? Lag.Failed(
                status.Instance,
                slowest.Database,
                text + $" No more than {Duration.Text(limit)} is allowed.",
                "See that log shipping's jobs are enabled and run, and that they can reach the source and the files."
            )
            : Lag.Passed(status.Instance, null, text);
    }
}
