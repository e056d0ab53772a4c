using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Group;

/// <summary>Reads the group on the source side: the list from the management database, each database's state from its own instance.</summary>
internal sealed class SourceGroup(IInstanceConnector connector, Topology topology, InstanceDirectory directory)
{
    private readonly List<string> warnings = [];
    private readonly DatabaseRoles roles = new();
    private readonly List<(string Server, string Database)> listed = [];
    private string? name;

    public BizTalkGroup Read(CancellationToken cancellationToken)
    {
        ReadManagementDatabase(cancellationToken);
        var positions = Positions(cancellationToken);
        var databases = listed.Select(each => Database(each.Server, each.Database, positions)).Concat(OutsideJob(positions));
        return new BizTalkGroup
        {
            Name = name,
            Side = InstanceSide.Source,
            Origin = GroupOrigin.ManagementDatabase,
            Databases = [.. databases.OrderBy(database => DatabaseOrder.Rank(database.Role)).ThenBy(database => database.Key)],
            Warnings = warnings,
        };
    }

    private void ReadManagementDatabase(CancellationToken cancellationToken)
    {
        var management = topology.ManagementDatabase;
        var identity = directory.Get(management.Instance);
        if (identity.Failure is { } failure)
            throw failure;
        using var connection = connector.Open(identity.Instance, management.Database, cancellationToken);
        try
        {
            listed.AddRange(SqlQuery.Rows(connection, SqlText.Load(typeof(SourceGroup), "BackupDatabases"), Listed, cancellationToken));
            SqlQuery.Rows(connection, SqlText.Load(typeof(SourceGroup), "Group"), ReadGroup, cancellationToken);
            SqlQuery.Rows(connection, SqlText.Load(typeof(SourceGroup), "MessageBoxes"), ReadMessageBox, cancellationToken);
            roles.Set(new DatabaseKey(management.Instance, management.Database), DatabaseRole.Management);
        }
        catch (SqlException exception)
        {
            throw NotReadable(management, exception);
        }
    }

    private static (string, string) Listed(SqlRow row) => (row.RequiredText("ServerName"), row.RequiredText("DatabaseName"));

    private bool ReadGroup(SqlRow row)
    {
        name = row.Text("Name");
        roles.ReadGroup(row, Resolve);
        return true;
    }

    private bool ReadMessageBox(SqlRow row)
    {
        roles.ReadMessageBox(row, Resolve);
        return true;
    }

    private string Resolve(string server) => directory.Find(server, InstanceSide.Source)?.Instance.Name ?? server;

    private Dictionary<DatabaseKey, DatabasePosition> Positions(CancellationToken cancellationToken)
    {
        var reader = new DatabasePositionReader(connector);
        return OwnThread
            .Collect(
                directory.Identities.Where(identity => identity is { Side: InstanceSide.Source, IsReachable: true }),
                identity => reader.ReadAll(identity.Instance, cancellationToken),
                cancellationToken
            )
            .ToDictionary(position => position.Key);
    }

    private BizTalkDatabase Database(string server, string database, Dictionary<DatabaseKey, DatabasePosition> positions)
    {
        var identity = directory.Find(server, InstanceSide.Source);
        if (identity is null)
            warnings.Add(
                $"The group's tables name server '{server}' (database {database}), which no instance of the topology answers to; add it as an alias."
            );
        var key = new DatabaseKey(identity?.Instance.Name ?? server, database);
        var position = positions.TryGetValue(key, out var found) ? found : null;
        return new BizTalkDatabase
        {
            Name = position?.Database ?? database,
            Server = server,
            Instance = identity?.Instance.Name,
            Side = InstanceSide.Source,
            Role = roles.Of(key),
            InBackupJob = true,
            State = position?.State ?? (identity is { IsReachable: true } ? DatabaseState.Missing : DatabaseState.Unreachable),
            RecoveryModel = position?.RecoveryModel ?? RecoveryModel.Unknown,
            SizeBytes = position?.Files.Sum(file => file.SizeBytes),
            FamilyGuid = position is null ? null : DatabaseFamily.Of(position),
            RecoveryFork = position is null ? null : DatabaseFamily.ForkOf(position),
        };
    }

    private IEnumerable<BizTalkDatabase> OutsideJob(Dictionary<DatabaseKey, DatabasePosition> positions)
    {
        var inJob = new HashSet<DatabaseKey>(listed.Select(each => new DatabaseKey(Resolve(each.Server), each.Database)));
        return positions
            .Values.Where(position => DatabaseRoles.IsOutsideJob(position.Database) && !inJob.Contains(position.Key))
            .Select(position => Database(position.Instance, position.Database, positions) with { InBackupJob = false });
    }

    private static GroupException NotReadable(ManagementDatabaseReference management, SqlException exception) =>
        new(
            exception.Number == SqlMessages.NoSuchObject ? "NotAManagementDatabase" : "GroupNotReadable",
            $"The group can't be read from {management.Database} on {management.Instance}: {exception.Message}",
            exception
        )
        {
            Server = management.Instance,
            Database = management.Database,
            SqlErrorNumber = exception.Number,
            Remedy =
                "Check that this is the group's management database and that the login may read admv_BackupDatabases, adm_Group and adm_MessageBox.",
            DocumentationUri = Documentation.BackupSets,
        };
}
