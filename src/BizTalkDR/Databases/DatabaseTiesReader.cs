using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Databases;

/// <summary>Asks an instance what ties its databases: sys.databases, the views of availability groups and of mirroring.</summary>
/// <param name="connector">Opens the connections.</param>
public sealed class DatabaseTiesReader(IInstanceConnector connector)
{
    /// <summary>The ties of the databases of these names that the instance has.</summary>
    /// <exception cref="Errors.InstanceConnectionException">The instance can't be reached.</exception>
    public IReadOnlyList<DatabaseTies> Read(
        InstanceReference instance,
        IReadOnlyCollection<string> databases,
        CancellationToken cancellationToken = default
    )
    {
        if (instance is null)
            throw new ArgumentNullException(nameof(instance));
        using var connection = connector.Open(instance, null, cancellationToken);
        return
        [
            .. SqlQuery
                .Rows(connection, SqlText.Load(typeof(DatabaseTiesReader), "DatabaseTies"), Row.Read, cancellationToken)
                .Where(row => databases.Contains(row.Database, StringComparer.OrdinalIgnoreCase))
                .GroupBy(row => row.Database, StringComparer.OrdinalIgnoreCase)
                .Select(rows => Ties(instance, [.. rows])),
        ];
    }

    private static DatabaseTies Ties(InstanceReference instance, IReadOnlyList<Row> rows) =>
        new()
        {
            Key = new DatabaseKey(instance.Name, rows[0].Database),
            IsInAvailabilityGroup = rows[0].IsReplica,
            AvailabilityGroup = rows[0].Group,
            Listeners = [.. rows.Select(row => row.Listener).OfType<string>().Distinct()],
            IsMirrored = rows[0].IsMirrored,
            MirrorPartner = rows[0].Partner,
            IsReplicated = rows[0].IsReplicated,
            Snapshots = [.. rows.Select(row => row.Snapshot).OfType<string>().Distinct()],
        };

    private sealed record Row(
        string Database,
        bool IsReplica,
        string? Group,
        string? Listener,
        bool IsMirrored,
        string? Partner,
        bool IsReplicated,
        string? Snapshot
    )
    {
        public static Row Read(SqlRow row) =>
            new(
                row.RequiredText("name"),
                row.Guid("replica_id") is not null,
                row.Text("group_name"),
                row.Text("dns_name"),
                row.Guid("mirroring_guid") is not null,
                row.Text("mirroring_partner_instance"),
                row.Bool("is_published") == true || row.Bool("is_merge_published") == true || row.Bool("is_distributor") == true,
                row.Text("snapshot_name")
            );
    }
}
