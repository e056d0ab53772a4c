using BizTalkDR.Backups;
using BizTalkDR.Backups.History;
using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.Instances;
using BizTalkDR.Instances.Storage;
using BizTalkDR.LogShipping;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;

namespace BizTalkDR.Readiness.Observations;

/// <summary>
/// Reads all that the checks need, all instances at once. In two rounds: what can be asked for at once, then what only the first round's answers
/// make it possible to ask (the folders that job steps name, the users of the group's databases, the linked servers).
/// </summary>
internal sealed class ReadinessReader(
    IInstanceConnector connector,
    Topology topology,
    ReadinessOptions options,
    Action<string> progress,
    CancellationToken cancellationToken
)
{
    // The areas that need the history with the headers of the files, which is what takes long.
    private static readonly ReadinessArea[] NeedSituation =
    [
        ReadinessArea.BackupSet,
        ReadinessArea.BackupFile,
        ReadinessArea.Storage,
        ReadinessArea.Destination,
    ];

    public ReadinessObservations Read()
    {
        progress($"Asking {string.Join(", ", topology.Source.Concat(topology.Destination))} who they are.");
        var directory = InstanceDirectory.Ask(connector, topology, cancellationToken);
        var instances = directory
            .Identities.Select(identity =>
                Start(() => InstanceObservationsReader.Read(connector, topology, directory, identity, cancellationToken))
            )
            .ToArray();
        var group = Start(() => Group(directory));
        var procedures = Start(() => Procedures(directory));
        var shipping = Start(() => LogShipping(directory));
        var situation = Start(() => Situation(directory));
        Task.WhenAll([.. instances, group, procedures, shipping, situation]).GetAwaiter().GetResult();
        var observed = new ReadinessObservations
        {
            Topology = topology,
            Options = options,
            Directory = directory,
            Instances = [.. instances.Select(task => task.Result)],
            Group = group.Result,
            Procedures = procedures.Result,
            LogShipping = shipping.Result,
            Situation = situation.Result.Situation,
            History = situation.Result.History,
        };
        return SecondRound(observed);
    }

    private bool Wants(params ReadinessArea[] areas) => areas.Any(options.Wants);

    private Task<T> Start<T>(Func<T> read) => OwnThread.Run(read, cancellationToken);

    private Reading<BizTalkGroup> Group(InstanceDirectory directory) =>
        Try(() =>
        {
            var group = new SourceGroup(connector, topology, directory).Read(cancellationToken);
            progress($"The group has {group.Databases.Count} databases.");
            return group;
        });

    private Reading<ManagementProcedures> Procedures(InstanceDirectory directory) =>
        Try(() =>
        {
            var management = topology.ManagementDatabase;
            if (directory.Get(management.Instance).Failure is { } failure)
                throw failure;
            using var connection = connector.Open(topology.Instance(management.Instance), management.Database, cancellationToken);
            return ManagementProcedures.Read(connection, cancellationToken);
        });

    private IReadOnlyList<LogShippingStatus> LogShipping(InstanceDirectory directory)
    {
        progress("Reading how far log shipping is.");
        // Why an instance does not answer stands with the check of that instance; here it would only be repeated.
        return
        [
            .. new LogShippingStatusReader(connector)
                .Read(topology, directory, cancellationToken)
                .Select(status =>
                    directory.Get(status.Instance).Failure is { } failure
                        ? status with
                        {
                            Failure = $"{Silence.Of(status.Instance, failure)}.",
                        }
                        : status
                ),
        ];
    }

    private (Reading<RestoreSituation> Situation, Reading<BackupHistory> History) Situation(InstanceDirectory directory)
    {
        if (!Wants(NeedSituation))
            return (Reading<RestoreSituation>.Failed("It was not asked for."), Reading<BackupHistory>.Failed("It was not asked for."));
        var down = directory.Identities.Where(identity => identity.Side == InstanceSide.Destination && !identity.IsReachable).ToList();
        if (topology.Destination.Count > 0 && down.Count == 0)
        {
            progress("Reading the backup history and the headers of the backup files.");
            var situation = Try(() => new RestoreSituationReader(connector).Read(topology, null, cancellationToken));
            if (situation.TryGet(out var read))
                return (situation, Reading<BackupHistory>.Of(read.History));
            return (situation, History(directory));
        }
        var why =
            down.Count > 0
                ? $"{Silence.Of(down)}, so a restore can't be planned."
                : "The topology names no destination, so a restore can't be planned.";
        return (Reading<RestoreSituation>.Failed(why), History(directory));
    }

    private Reading<BackupHistory> History(InstanceDirectory directory) =>
        directory.Identities.Any(identity => identity.IsReachable)
            ? Try(() => new BackupHistoryReader(connector).Read(topology, directory, cancellationToken))
            : Reading<BackupHistory>.Failed("No instance answers, so no backup history can be read.");

    private Reading<T> Try<T>(Func<T> read)
        where T : class
    {
        try
        {
            return Reading<T>.Of(read());
        }
        catch (Exception failure) when (failure is BizTalkDRException || SqlErrors.IsFromServer(failure))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Reading<T>.Failed(
                failure is InstanceConnectionException { Server: { } server } silent ? $"{Silence.Of(server, silent)}." : failure.Message
            );
        }
    }

    private ReadinessObservations SecondRound(ReadinessObservations observed)
    {
        progress("Looking at folders, users and linked servers.");
        var users = Start(() => Users(observed));
        var paths = Start(() => Paths(observed));
        var links = Start(() => Links(observed));
        Task.WhenAll(users, paths, links).GetAwaiter().GetResult();
        return observed with
        {
            Users = users.Result,
            Instances = [.. links.Result.Select(instance => instance with { Paths = paths.Result[instance.Name] })],
        };
    }

    private Dictionary<string, Reading<IReadOnlyList<DatabaseUsers>>> Users(ReadinessObservations observed)
    {
        var tasks = Wants(ReadinessArea.Security)
            ? observed
                .Databases.Where(database => database is { Instance: not null, State: DatabaseState.Online })
                .GroupBy(database => database.Instance!, StringComparer.OrdinalIgnoreCase)
                .Select(databases =>
                    (
                        Instance: databases.Key,
                        Task: Start(() =>
                            DatabaseUsersReader.Read(
                                connector,
                                topology.Instance(databases.Key),
                                databases.Select(database => database.Name),
                                cancellationToken
                            )
                        )
                    )
                )
                .ToList()
            : [];
        return tasks.ToDictionary(each => each.Instance, each => each.Task.GetAwaiter().GetResult(), StringComparer.OrdinalIgnoreCase);
    }

    private Dictionary<string, IReadOnlyList<StoragePath>> Paths(ReadinessObservations observed)
    {
        var storage = new InstanceStorageReader(connector);
        return OwnThread
            .ForEach(observed.Instances, instance => (instance.Name, Paths: See(instance)), cancellationToken)
            .ToDictionary(each => each.Name, each => each.Paths);

        IReadOnlyList<StoragePath> See(InstanceObservations instance) =>
            instance.Identity.IsReachable
                ? Try(() => storage.ReadPaths(instance.Identity, WantedPaths.Of(observed, instance), cancellationToken)).Or([])
                : [];
    }

    private IReadOnlyList<InstanceObservations> Links(ReadinessObservations observed)
    {
        if (!options.Wants(ReadinessArea.Network))
            return observed.Instances;
        return OwnThread.ForEach(
            observed.Instances,
            instance =>
                instance.LinkedServers.TryGet(out var servers)
                    ? instance with
                    {
                        LinkedServers = Reading<IReadOnlyList<LinkedServer>>.Of([
                            .. servers.Select(server =>
                                LinkRoles.IsNeeded(observed, instance, server)
                                    ? LinkProbe.Try(connector, instance.Identity.Instance, server, cancellationToken)
                                    : server
                            ),
                        ]),
                    }
                    : instance,
            cancellationToken
        );
    }
}
