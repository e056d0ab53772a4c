using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Paths;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;

namespace BizTalkDR.Group;

/// <summary>
/// Tells which copies are of one group where neither log shipping's tables nor production do: the backup job takes all databases of its group in one set,
/// and names the files of a set after its mark. Copies that were restored from files of one set are of one group; the one with the management database's
/// is the group that is asked about.
/// </summary>
internal sealed class SharedSets(IInstanceConnector connector, Topology topology, CancellationToken cancellationToken)
{
    /// <summary>The copies of the group.</summary>
    /// <param name="copies">All that may be.</param>
    /// <param name="isManagement">Which of them is of the management database.</param>
    /// <param name="leftOut">Told of those that are not of the group.</param>
    /// <exception cref="GroupException"><c>GroupNotTold</c>: nothing tells which they are.</exception>
    public IReadOnlyList<DatabasePosition> OfGroup(
        IReadOnlyList<DatabasePosition> copies,
        Func<DatabasePosition, bool> isManagement,
        Action<IReadOnlyList<DatabasePosition>> leftOut
    )
    {
        if (copies.Count == 0)
            return copies;
        var sets = OwnThread
            .Collect(
                copies.Select(copy => copy.Instance).Distinct(StringComparer.OrdinalIgnoreCase),
                instance => Read(topology.Instance(instance)),
                cancellationToken
            )
            .ToLookup(row => row.Copy, row => row.Set);
        var ours = copies.Where(isManagement).ToList();
        if (!ours.Exists(copy => sets[copy.Key].Any()))
            throw NotTold(copies, ours.Count > 0);
        for (var before = 0; before < ours.Count; )
        {
            before = ours.Count;
            var known = new HashSet<string>(ours.SelectMany(copy => sets[copy.Key]), StringComparer.Ordinal);
            ours.AddRange(copies.Except(ours).Where(copy => sets[copy.Key].Any(known.Contains)).ToList());
        }
        if (ours.Count < copies.Count)
            leftOut([.. copies.Except(ours)]);
        return ours;
    }

    private List<(DatabaseKey Copy, string Set)> Read(InstanceReference instance)
    {
        using var connection = connector.Open(instance, null, cancellationToken);
        return
        [
            .. SqlQuery
                .Rows(
                    connection,
                    SqlText.Load(typeof(SharedSets), "RestoredFiles"),
                    row =>
                        (
                            Copy: new DatabaseKey(instance.Name, row.RequiredText("destination_database_name")),
                            Set: JobFileName.Parse(ServerPath.FileName(row.RequiredText("physical_device_name")))?.Stamp
                        ),
                    cancellationToken
                )
                .Where(row => row.Set is not null)
                .Select(row => (row.Copy, row.Set!)),
        ];
    }

    private GroupException NotTold(IReadOnlyList<DatabasePosition> copies, bool hasManagement) =>
        new(
            "GroupNotTold",
            $"Nothing tells which of the copies {string.Join(", ", copies.Select(copy => copy.Key))} are of the group of {topology.ManagementDatabase.Database}: log shipping's "
                + "tables do not name them, production does not answer, and "
                + (
                    hasManagement
                        ? $"the copy of {topology.ManagementDatabase.Database} was not restored from files that the backup job has named."
                        : $"there is no copy of {topology.ManagementDatabase.Database} among them."
                )
        )
        {
            Remedy = "Let production's management database be asked, or name the right management database in the topology.",
            DocumentationUri = Documentation.LogShipping,
        };
}
