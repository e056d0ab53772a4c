using BizTalkDR.Backups;
using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.Restore.Planning;
using BizTalkDR.Sql;

namespace BizTalkDR.Restore;

/// <summary>Reads everything a restore is planned from, over SQL connections.</summary>
/// <param name="connector">Opens the connections.</param>
public sealed class RestoreSituationReader(IInstanceConnector connector) : IRestoreSituationReader
{
    /// <inheritdoc/>
    public RestoreSituation Read(Topology topology, RestoreSituationOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new RestoreSituationOptions();
        var directory = InstanceDirectory.Ask(connector, topology, cancellationToken);
        foreach (var identity in directory.Identities.Where(each => each.Side == options.Side))
        {
            if (identity.Failure is { } failure)
                throw failure;
        }
        var histories = new BackupHistoryReader(connector);
        var history = histories.Read(topology, directory, cancellationToken);
        var positions = topology
            .Instances(options.Side)
            .SelectMany(instance => new DatabasePositionReader(connector).ReadAll(instance, cancellationToken))
            .ToList();
        var finder = new TargetFinder(topology, directory, positions, options);
        var targets = finder.Find(history);
        var used = positions.Where(position => targets.Any(target => target.Key == position.Key)).ToList();
        if (options.ReadHeaders)
            history = ReadHeaders(histories, history, topology, targets, used, cancellationToken);
        return new RestoreSituation
        {
            Directory = directory,
            History = history,
            Positions = used,
            Targets = targets,
            Warnings = [.. history.Warnings, .. finder.Warnings],
        };
    }

    private static BackupHistory ReadHeaders(
        BackupHistoryReader histories,
        BackupHistory history,
        Topology topology,
        IReadOnlyList<RestoreTarget> targets,
        List<DatabasePosition> positions,
        CancellationToken cancellationToken
    )
    {
        var from = HeaderScope.FirstSetToRead(history, positions);
        var recent = history with { Sets = [.. history.Sets.Skip(from)] };
        var readers = targets
            .GroupBy(target => target.Source)
            .ToDictionary(group => group.Key, group => topology.Instance(group.First().Instance));
        var read = histories.WithHeaders(recent, readers, 4, cancellationToken);
        return read with { Sets = [.. history.Sets.Take(from), .. read.Sets] };
    }
}
