using BizTalkDR.Databases;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Topologies;

namespace BizTalkDR.Readiness.Observations;

/// <summary>A database of the group on the destination side.</summary>
/// <param name="Key">Where it is, or should be.</param>
/// <param name="Source">The database it is a copy of.</param>
/// <param name="Position">Where it stands; null if it is not there.</param>
internal sealed record DestinationCopy(DatabaseKey Key, DatabaseKey Source, DatabasePosition? Position);

/// <summary>Finds the group's databases on the destination: as a restore would target them, else as log shipping knows them.</summary>
internal static class DestinationCopies
{
    public static IReadOnlyList<DestinationCopy> Of(ReadinessObservations observed)
    {
        if (observed.Situation.TryGet(out var situation))
            return
            [
                .. situation.Targets.Select(target => new DestinationCopy(
                    target.Key,
                    target.Source,
                    Find(situation.Positions, target.Key)
                )),
            ];
        return
        [
            .. observed
                .LogShipping.SelectMany(status => status.Databases)
                .Select(database =>
                {
                    var key = new DatabaseKey(database.Instance, database.Database);
                    return new DestinationCopy(key, database.Source, Find(observed.Instance(database.Instance).Databases.Or([]), key));
                }),
        ];
    }

    private static DatabasePosition? Find(IEnumerable<DatabasePosition> positions, DatabaseKey key) =>
        positions.FirstOrDefault(position => position.Key == key && position.State != DatabaseState.Missing);
}
