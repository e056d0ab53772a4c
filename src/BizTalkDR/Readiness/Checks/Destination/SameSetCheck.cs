using BizTalkDR.LogShipping;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;

namespace BizTalkDR.Readiness.Checks.Destination;

/// <summary>All copies were restored to the same set.</summary>
internal static class SameSetCheck
{
    private static readonly ReadinessCheck SameSet = ReadinessCheckTable.SameSet;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed)
    {
        if (!observed.HasDestination)
            yield break;
        var silent = observed.LogShipping.Where(status => status.Failure is not null).Select(status => status.Failure!).ToList();
        var databases = observed.LogShipping.SelectMany(status => status.Databases).ToList();
        var untold = databases.FirstOrDefault(database => database.LastRestoredSet is null);
        if (silent.Count > 0)
            yield return SameSet.Unknown(null, null, silent[0]);
        else if (databases.Count == 0)
            yield return SameSet.Unknown(null, null, "Log shipping has no history on the destination.");
        else if (untold is not null)
            yield return SameSet.Unknown(
                untold.Instance,
                untold.Database,
                "It can't be told to which set it was restored.",
                "See the checks DestinationState and LogShippingLag."
            );
        else
            yield return Compare(databases);
        foreach (
            var status in observed.LogShipping.Where(status =>
                status.Warnings.Count > 0 && status.Failure is null && status.RecordedSet > status.LastRestoredSet
            )
        )
            yield return SameSet.Warning(
                status.Instance,
                null,
                status.Warnings[status.Warnings.Count - 1],
                "Trust the databases' own record; let log shipping restore them from the next full set."
            );
    }

    private static ReadinessResult Compare(IReadOnlyList<BizTalkDR.LogShipping.LogShippingDatabase> databases)
    {
        var newest = databases.Max(database => database.LastRestoredSet);
        var behind = databases.Where(database => database.LastRestoredSet < newest).OrderBy(database => database.LastRestoredSet).ToList();
        return behind.Count == 0
            ? SameSet.Passed(null, null, $"All {databases.Count} copies were restored to set {newest}.")
            : SameSet.Warning(
                behind[0].Instance,
                behind[0].Database,
                $"{behind.Count} of {databases.Count} copies are behind set {newest}; {behind[0].Database} was restored to set {behind[0].LastRestoredSet}.",
                "Wait for the next run of the restore job; if it stays so, see the check LogShippingLag. Before a recovery all must reach the same mark."
            );
    }
}
