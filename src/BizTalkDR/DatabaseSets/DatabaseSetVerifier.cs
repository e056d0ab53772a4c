using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;

namespace BizTalkDR.DatabaseSets;

/// <summary>Judges of every database of a set whether it stands at a mark, as <see cref="AtMark"/> does of one.</summary>
/// <param name="connector">Opens the connections.</param>
public sealed class DatabaseSetVerifier(IInstanceConnector connector)
{
    /// <summary>Judges every database by the name of a mark.</summary>
    /// <param name="topology">Where the instances are.</param>
    /// <param name="databases">The databases, by topology name of the instance and name.</param>
    /// <param name="expectedMark">The mark they should stand at, or null for the one most of them were restored to.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="Errors.InstanceConnectionException">An instance can't be reached.</exception>
    public DatabaseSetVerification Verify(
        Topology topology,
        IReadOnlyCollection<DatabaseKey> databases,
        string? expectedMark = null,
        CancellationToken cancellationToken = default
    ) => Verify(topology, databases, expectedMark is null ? null : MarkIdentity.Named(expectedMark), null, cancellationToken);

    /// <summary>Judges every database.</summary>
    /// <param name="topology">Where the instances are.</param>
    /// <param name="databases">The databases, by topology name of the instance and name.</param>
    /// <param name="expected">The mark they should stand at, with all that is known of it; null for the one most of them were restored to.</param>
    /// <param name="endsThere">Whether a full backup is known to end at the mark, by its BackupSetGUID; null to ask the instance that took it.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="Errors.InstanceConnectionException">An instance can't be reached.</exception>
    public DatabaseSetVerification Verify(
        Topology topology,
        IReadOnlyCollection<DatabaseKey> databases,
        MarkIdentity? expected,
        Func<Guid, bool>? endsThere,
        CancellationToken cancellationToken = default
    )
    {
        var origin = new BackupOrigin(connector, topology);
        var positions = OwnThread
            .Collect(
                databases.GroupBy(database => database.Server, database => database.Name, StringComparer.OrdinalIgnoreCase),
                group => Positions(topology.Instance(group.Key), [.. group], cancellationToken),
                cancellationToken
            )
            .ToDictionary(position => position.Key);
        var mark = expected ?? MostCommon(positions.Values, origin, cancellationToken);
        return new DatabaseSetVerification
        {
            Mark = mark?.Name,
            Databases = [.. databases.Select(database => Report(positions[database]))],
        };

        DatabaseMarkReport Report(DatabasePosition position)
        {
            var judgement = mark is null
                ? MarkJudgement.No($"{position.Key} was not restored to a mark.")
                : Judge(topology, position, mark, endsThere ?? Ends, cancellationToken);
            return new DatabaseMarkReport
            {
                Instance = position.Instance,
                Database = position.Database,
                State = position.State,
                LastMark = judgement.IsAtMark ? mark!.Name : position.LastMark,
                IsAtMark = judgement.IsAtMark,
                Difference = judgement.Difference,
                Evidence = judgement.Evidence,
            };
        }

        bool Ends(Guid backup) => origin.MarkOf(backup, cancellationToken) == mark!.Name;
    }

    private IReadOnlyList<DatabasePosition> Positions(
        InstanceReference instance,
        List<string> databases,
        CancellationToken cancellationToken
    ) => new DatabasePositionReader(connector).Read(instance, databases, cancellationToken);

    private MarkJudgement Judge(
        Topology topology,
        DatabasePosition position,
        MarkIdentity mark,
        Func<Guid, bool> endsThere,
        CancellationToken cancellationToken
    )
    {
        var log =
            position.State == DatabaseState.Online
                ? MarkReader.Read(connector, topology.Instance(position.Instance), position, mark, cancellationToken)
                : null;
        return AtMark.Judge(position, log, mark, endsThere);
    }

    // Of equally common marks any: the databases are not together anyway.
    private static MarkIdentity? MostCommon(
        IEnumerable<DatabasePosition> positions,
        BackupOrigin origin,
        CancellationToken cancellationToken
    ) =>
        positions
            .Select(position => MarkOf(position, origin, cancellationToken))
            .OfType<string>()
            .GroupBy(mark => mark, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => MarkIdentity.Named(group.Key))
            .FirstOrDefault();

    private static string? MarkOf(DatabasePosition position, BackupOrigin origin, CancellationToken cancellationToken) =>
        position.LastRestore switch
        {
            { Type: BackupType.Log, StopBeforeMark: false, StopAtMarkName: { } mark } => mark,
            { Type: BackupType.Full or BackupType.Differential, BackupSetGuid: { } backup } => origin.MarkOf(backup, cancellationToken),
            _ => null,
        };
}
