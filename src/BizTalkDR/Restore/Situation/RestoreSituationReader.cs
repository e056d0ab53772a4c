using BizTalkDR.Backups;
using BizTalkDR.Backups.History;
using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Restore.Files;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Sql;
using BizTalkDR.Text;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;

namespace BizTalkDR.Restore.Situation;

/// <summary>Reads everything a restore is planned from, over SQL connections.</summary>
/// <param name="connector">Opens the connections.</param>
public sealed class RestoreSituationReader(IInstanceConnector connector)
{
    /// <summary>Reads the situation on the restoring side.</summary>
    /// <exception cref="Errors.InstanceConnectionException">An instance of that side can't be reached.</exception>
    /// <exception cref="Errors.BackupHistoryException">No history can be read.</exception>
    /// <exception cref="Errors.GroupException">The databases of the group can't be told.</exception>
    /// <exception cref="Errors.BizTalkDRException"><c>UnknownName</c>: the options name an instance, database or file that is not restored.</exception>
    public RestoreSituation Read(Topology topology, RestoreSituationOptions? options = null, CancellationToken cancellationToken = default)
    {
        options = (options ?? new RestoreSituationOptions()).For(topology);
        var situation = options.Offline
            ? ReadOffline(topology, options, cancellationToken)
            : ReadOnline(topology, options, cancellationToken);
        GivenNames.Check(situation, options);
        return situation;
    }

    private RestoreSituation ReadOnline(Topology topology, RestoreSituationOptions options, CancellationToken cancellationToken)
    {
        var directory = InstanceDirectory.Ask(connector, topology, cancellationToken);
        var silent = directory.Identities.Where(each => each.Side == options.Side && !each.IsReachable).ToList();
        if (silent.Count > 0 && !options.SkipUnreachable)
            throw silent[0].Failure!;
        var histories = new BackupHistoryReader(connector);
        var positions = OwnThread.Collect(
            topology.Instances(options.Side).Where(instance => silent.All(each => each.Instance != instance)),
            instance => new DatabasePositionReader(connector).ReadAll(instance, cancellationToken),
            cancellationToken
        );
        var history = histories.Read(topology, directory, Reaching(options, positions), cancellationToken);
        var finder = new TargetFinder(topology, directory, positions, options);
        var targets = silent.Count > 0 ? GuessTargets(finder, history, silent[0].Instance) : finder.Find(history);
        var used = positions.Where(position => targets.Any(target => target.Key == position.Key)).ToList();
        if (options.ReadHeaders)
        {
            var readers = targets
                .Where(target => silent.All(each => each.Instance.Name != target.Instance))
                .GroupBy(target => target.Source)
                .ToDictionary(group => group.Key, group => topology.Instance(group.First().Instance));
            history = ReadHeaders(histories, history, readers, used, options.MarkName, cancellationToken);
        }
        var situation = new RestoreSituation
        {
            Topology = topology,
            Side = options.Side,
            Directory = directory,
            History = history,
            Positions = used,
            Targets = targets,
            Production = ReadProduction(directory, targets, cancellationToken),
            Warnings = [.. history.Warnings, .. finder.Warnings, .. silent.Select(NotAsked)],
        };
        // Without headers it is not known which files there are.
        return options.ReadHeaders ? situation with { Storage = ReadStorage(connector, situation, cancellationToken) } : situation;
    }

    // A production that is open takes in more than any backup tells of.
    private ServerClock? ReadProduction(
        InstanceDirectory directory,
        IReadOnlyList<RestoreTarget> targets,
        CancellationToken cancellationToken
    ) =>
        OwnThread
            .ForEach(
                directory.Identities.Where(identity =>
                    identity is { Side: InstanceSide.Source, IsReachable: true }
                    && targets.Any(target => target.Source.Server.SameAs(identity.Instance.Name))
                ),
                identity => OnlineDatabases.Ask(connector, identity.Instance, cancellationToken),
                cancellationToken
            )
            .OfType<OnlineDatabases>()
            .FirstOrDefault(online =>
                targets.Any(target => target.Source.Server.SameAs(online.Clock.Instance) && online.Names.Contains(target.Source.Name))
            )
            ?.Clock;

    // As far back as the mark that is wanted, and as the backups that the databases were restored from last. The clocks of servers and names may be a day apart.
    private static BackupHistoryOptions Reaching(RestoreSituationOptions options, IEnumerable<DatabasePosition> positions)
    {
        var history = options.History ?? BackupHistoryOptions.Automatic;
        var restored = positions
            .Where(position => position.CanContinue && position.LastRestore?.FileName is not null)
            .Min(position => JobFileName.Parse(position.LastRestore!.FileName!)?.Time);
        return history with
        {
            Extent = history.Extent with { Mark = options.MarkName ?? history.Extent.Mark, Since = restored?.AddDays(-1) },
        };
    }

    /// <summary>Asks the instances that restore about the files that the full backups of the history would write there.</summary>
    internal static IReadOnlyList<InstanceStorage> ReadStorage(
        IInstanceConnector connector,
        RestoreSituation situation,
        CancellationToken cancellationToken
    )
    {
        var identities = situation.Directory.Identities;
        var paths = PlannedFile.Candidates(situation.History, situation.Targets, situation.Positions, identities);
        return new InstanceStorageReader(connector).ReadAll(
            identities.Where(identity => identity.IsReachable && paths.Contains(identity.Instance.Name)),
            paths,
            cancellationToken
        );
    }

    private RestoreSituation ReadOffline(Topology topology, RestoreSituationOptions options, CancellationToken cancellationToken)
    {
        var directory = UnaskedDirectory.Of(topology);
        var history = new BackupHistoryReader(connector).Read(topology, directory, Offline(options.History), cancellationToken);
        var finder = new TargetFinder(topology, directory, [], options);
        return new RestoreSituation
        {
            Topology = topology,
            Side = options.Side,
            Directory = directory,
            History = history,
            Targets = finder.Find(history),
            Warnings =
            [
                .. history.Warnings,
                .. finder.Warnings,
                "No instance was asked: every database counts as missing where it is to be restored; states, versions, space, existing files, and whether the instances can read the backups under these paths were not checked.",
            ],
        };
    }

    private static BackupHistoryOptions Offline(BackupHistoryOptions? history)
    {
        history ??= BackupHistoryOptions.Automatic;
        if (history.Sources == HistorySources.Automatic)
            return history with { Sources = Given(history) };
        if (history.NeedsNoInstance)
            return history;
        throw new BackupHistoryException(
            "SourceNeedsInstance",
            $"The history was to be read from {history.Sources}, but no instance may be asked."
        )
        {
            Remedy = "Name only Files and Headers as sources, or let the instances be asked.",
        };
    }

    private static HistorySources Given(BackupHistoryOptions history)
    {
        if (history.Headers.Count == 0)
            return HistorySources.Files;
        var hasFiles = history.BackupPaths.Count + history.PathMap.Count > 0;
        return hasFiles ? HistorySources.Files | HistorySources.Headers : HistorySources.Headers;
    }

    // Where a database was restored to can't be told while the instance that may hold its copy does not answer.
    private static IReadOnlyList<RestoreTarget> GuessTargets(TargetFinder finder, BackupHistory history, InstanceReference silent)
    {
        try
        {
            return finder.Find(history);
        }
        catch (GroupException)
        {
            return [.. history.CurrentDatabases().Select(source => RestoreTarget.SameName(source, silent.Name))];
        }
    }

    private static string NotAsked(InstanceIdentity silent) =>
        $"{silent.Instance} was not asked, so where its databases stand is not known: {silent.Failure!.Message}";

    private static BackupHistory ReadHeaders(
        BackupHistoryReader histories,
        BackupHistory history,
        Dictionary<DatabaseKey, InstanceReference> readers,
        List<DatabasePosition> positions,
        string? markName,
        CancellationToken cancellationToken
    )
    {
        var from = HeaderScope.FirstSetToRead(history, positions, markName);
        // The clocks of servers and names may be a day apart.
        var since = history.Sets.Skip(from).Min(set => set.BackupDate)?.AddDays(-1);
        var isRecent = history.OtherBackups.ToLookup(file => file.Header is null || since is null || !(file.BackupDate < since));
        var recent = history with { Sets = [.. history.Sets.Skip(from)], OtherBackups = [.. isRecent[true]] };
        var read = histories.WithHeaders(recent, readers, 4, cancellationToken);
        return read with { Sets = [.. history.Sets.Take(from), .. read.Sets], OtherBackups = [.. isRecent[false], .. read.OtherBackups] };
    }
}
