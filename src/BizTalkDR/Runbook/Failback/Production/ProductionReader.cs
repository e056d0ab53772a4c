using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Production;

/// <summary>Reads what is to be brought back after production's databases were dropped and restored. It reads master only, so a damaged database can be read too.</summary>
/// <param name="connector">Opens connections.</param>
public sealed class ProductionReader(IInstanceConnector connector)
{
    /// <summary>The databases of those names on the instance; one that is not there comes back with <see cref="ProductionDatabase.WasThere"/> false.</summary>
    public IReadOnlyList<ProductionDatabase> Read(
        InstanceReference instance,
        IEnumerable<string> names,
        CancellationToken cancellation = default
    )
    {
        if (instance is null)
            throw new ArgumentNullException(nameof(instance));
        using var connection = connector.Open(instance, null, cancellation);
        var found = SqlQuery
            .Rows(
                connection,
                SqlText.Load(typeof(ProductionReader), "ProductionDatabases"),
                row => (Database: ToDatabase(instance, row), File: ToFile(row)),
                cancellation
            )
            .GroupBy(row => row.Database.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                rows => rows.Key,
                rows => rows.First().Database with { Files = [.. rows.Select(row => row.File)] },
                StringComparer.OrdinalIgnoreCase
            );
        return
        [
            .. names.Select(name =>
                found.TryGetValue(name, out var database)
                    ? database
                    : new ProductionDatabase
                    {
                        Name = name,
                        Instance = instance.Name,
                        WasThere = false,
                    }
            ),
        ];
    }

    private static ProductionDatabase ToDatabase(InstanceReference instance, SqlRow row) =>
        new()
        {
            Name = row.RequiredText("name"),
            Instance = instance.Name,
            State = row.RequiredText("state_desc"),
            Owner = row.Text("owner_name"),
            IsReadOnly = row.Bool("is_read_only") == true,
            UserAccess = row.RequiredText("user_access_desc"),
            RecoveryModel = row.RequiredText("recovery_model_desc"),
            IsTrustworthy = row.Bool("is_trustworthy_on") == true,
            IsDbChaining = row.Bool("is_db_chaining_on") == true,
            IsBrokerEnabled = row.Bool("is_broker_enabled") == true,
            IsReadCommittedSnapshot = row.Bool("is_read_committed_snapshot_on") == true,
            IsSnapshotIsolationAllowed = row.Int("snapshot_isolation_state") == 1,
            CompatibilityLevel = row.Int("compatibility_level") ?? 0,
        };

    private static ProductionFile ToFile(SqlRow row) =>
        new(row.RequiredText("logical_name"), row.RequiredText("physical_name"), row.Int("type") == 1, row.Long("size_bytes") ?? 0);
}
