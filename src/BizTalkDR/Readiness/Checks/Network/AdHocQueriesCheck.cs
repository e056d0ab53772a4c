using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;

namespace BizTalkDR.Readiness.Checks.Network;

/// <summary>The destination allows Ad Hoc Distributed Queries, which log shipping is configured with.</summary>
internal static class AdHocQueriesCheck
{
    private static readonly ReadinessCheck AdHoc = ReadinessCheckTable.AdHocDistributedQueries;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed) => observed.Destination.Select(Judge);

    private static ReadinessResult Judge(InstanceObservations instance)
    {
        const string Remedy =
            "EXEC sp_configure 'show advanced options', 1; RECONFIGURE; EXEC sp_configure 'Ad Hoc Distributed Queries', 1; RECONFIGURE.";
        if (!instance.Settings.TryGet(out var settings))
            return AdHoc.Unknown(instance.Name, null, instance.Settings.Failure!);
        if (settings.AdHocInUse)
            return AdHoc.Passed(instance.Name, null, "They are allowed.");
        return settings.AdHocConfigured
            ? AdHoc.Failed(instance.Name, null, "They are configured, but not in use yet.", "RECONFIGURE.")
            : AdHoc.Failed(instance.Name, null, "They are not allowed: log shipping can't be configured here.", Remedy);
    }
}
