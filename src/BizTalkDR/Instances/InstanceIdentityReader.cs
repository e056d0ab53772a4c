using BizTalkDR.Errors;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Instances;

/// <summary>Asks one instance what it is.</summary>
internal static class InstanceIdentityReader
{
    public static InstanceIdentity Ask(
        IInstanceConnector connector,
        InstanceReference instance,
        InstanceSide side,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var connection = connector.Open(instance, null, cancellationToken);
            return SqlQuery.Rows(
                connection,
                SqlText.Load(typeof(InstanceIdentityReader), "InstanceIdentity"),
                row => Read(row, instance, side),
                cancellationToken
            )[0];
        }
        catch (InstanceConnectionException exception)
        {
            return new InstanceIdentity
            {
                Instance = instance,
                Side = side,
                Failure = exception,
            };
        }
    }

    private static InstanceIdentity Read(SqlRow row, InstanceReference instance, InstanceSide side) =>
        new()
        {
            Instance = instance,
            Side = side,
            ServerName = row.Text("ServerName"),
            ProductVersion = Version.TryParse(row.Text("ProductVersion"), out var version) ? version : null,
            Edition = row.Text("Edition"),
            DefaultDataPath = row.Text("InstanceDefaultDataPath"),
            DefaultLogPath = row.Text("InstanceDefaultLogPath"),
            DefaultBackupPath = row.Text("InstanceDefaultBackupPath"),
            IsSysAdmin = row.Int("IsSysAdmin") == 1,
            ProcessId = row.Int("ProcessId"),
            StartedAt = row.Time("StartedAt"),
        };
}
