using BizTalkDR.Agent;
using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Logins.Definitions;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Readiness.Observations;

/// <summary>Asks one instance for everything; what it refuses is kept with the reason, and the rest goes on.</summary>
internal sealed class InstanceObservationsReader(
    IInstanceConnector connector,
    Topology topology,
    InstanceDirectory directory,
    InstanceIdentity identity,
    CancellationToken cancellationToken
)
{
    private InstanceReference Instance => identity.Instance;

    public static InstanceObservations Read(
        IInstanceConnector connector,
        Topology topology,
        InstanceDirectory directory,
        InstanceIdentity identity,
        CancellationToken cancellationToken
    ) => new InstanceObservationsReader(connector, topology, directory, identity, cancellationToken).Read();

    private InstanceObservations Read() =>
        new()
        {
            Identity = identity,
            Settings = Part("its settings", Settings),
            Services = Part("its services", connection => Rows(connection, "ServerServices", Service)),
            Jobs = Part(
                "its jobs",
                connection => JobDetailsReader.Read(connector, topology, directory, Instance, connection, cancellationToken)
            ),
            Databases = Part("its databases", _ => new DatabasePositionReader(connector).ReadAll(Instance, cancellationToken)),
            LinkedServers = Part("its linked servers", LinkedServers),
            Logins = Logins(),
            Storage = Storage(),
            Keys = Keys(),
            Encrypted = Part("its encrypted databases", connection => ServerKeysReader.ReadEncrypted(connection, cancellationToken)),
        };

    private Reading<T> Part<T>(string what, Func<SqlConnection, T> read)
        where T : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (identity.Failure is { } silent)
            return Reading<T>.Failed($"{Silence.Of(Instance.Name, silent)}.");
        try
        {
            using var connection = connector.Open(Instance, null, cancellationToken);
            return Reading<T>.Of(read(connection));
        }
        catch (Exception failure) when (failure is SqlException or BizTalkDRException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Reading<T>.Failed($"{Instance} did not tell {what}: {failure.Message}");
        }
    }

    private IReadOnlyList<T> Rows<T>(SqlConnection connection, string query, Func<SqlRow, T> read) =>
        SqlQuery.Rows(connection, SqlText.Load(typeof(InstanceObservationsReader), query), read, cancellationToken);

    private InstanceSettings Settings(SqlConnection connection) =>
        Rows(
            connection,
            "InstanceSettings",
            row => new InstanceSettings(
                row.Time("local_now") ?? default,
                row.Time("utc_now") ?? default,
                row.Int("ad_hoc_configured") == 1,
                row.Int("ad_hoc_in_use") == 1,
                row.Text("machine_name")
            )
        )[0];

    private static ServerService Service(SqlRow row) =>
        new(row.RequiredText("servicename"), row.Text("status_desc"), row.Text("startup_type_desc"), row.Text("service_account"));

    // Half of the logins would look like missing ones.
    private Reading<IReadOnlyList<ServerLogin>> Logins()
    {
        var seesAll = true;
        var logins = Part(
            "its logins",
            connection =>
                Rows(
                    connection,
                    "Logins",
                    row =>
                    {
                        seesAll &= row.Int("sees_all") == 1;
                        return Login(row);
                    }
                )
        );
        return seesAll
            ? logins
            : Reading<IReadOnlyList<ServerLogin>>.Failed($"{Instance} does not show its logins: VIEW ANY DEFINITION is needed.");
    }

    // Who may not see all of them sees none.
    private Reading<IReadOnlyList<ServerKey>> Keys() =>
        identity.IsReachable && !identity.IsSysAdmin
            ? Reading<IReadOnlyList<ServerKey>>.Failed($"{Instance} shows its certificates to members of sysadmin.")
            : Part("its certificates", connection => ServerKeysReader.Read(connection, cancellationToken));

    private static ServerLogin Login(SqlRow row) =>
        new(
            row.RequiredText("name"),
            SidText.Of(row.Value("sid")),
            row.RequiredText("type").Trim(),
            row.Bool("is_disabled") == true,
            row.Int("is_sysadmin") == 1
        );

    private IReadOnlyList<LinkedServer> LinkedServers(SqlConnection connection) =>
        Rows(
            connection,
            "LinkedServers",
            row => new LinkedServer
            {
                Name = row.RequiredText("name"),
                DataSource = row.Text("data_source"),
                IsRpcOutEnabled = row.Bool("is_rpc_out_enabled") == true,
                PromotesTransactions = row.Bool("is_remote_proc_transaction_promotion_enabled") == true,
                UsesSelf = row.Bool("uses_self_credential") == true,
                RemoteLogin = row.Text("remote_name"),
            }
        );

    private Reading<InstanceStorage> Storage()
    {
        var storage = Part("its volumes", _ => new InstanceStorageReader(connector).Read(identity, [], cancellationToken));
        return storage.TryGet(out var read) && read is { Volumes.Count: 0, Notes.Count: > 0 }
            ? Reading<InstanceStorage>.Failed(string.Join(" ", read.Notes))
            : storage;
    }
}
