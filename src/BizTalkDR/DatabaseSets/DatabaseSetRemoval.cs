using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Topologies;

namespace BizTalkDR.DatabaseSets;

/// <summary>How databases are dropped.</summary>
public sealed record DatabaseRemovalOptions
{
    /// <summary>Whether sessions in the databases are killed; else a database in use is refused.</summary>
    public bool KillSessions { get; init; }

    /// <summary>How many databases are dropped at once.</summary>
    public int ThrottleLimit { get; init; } = 4;
}

/// <summary>What became of a database that was to be dropped.</summary>
public sealed record DatabaseRemovalResult
{
    /// <summary>The instance.</summary>
    public required string Instance { get; init; }

    /// <summary>The database.</summary>
    public required string Database { get; init; }

    /// <summary>Its state before.</summary>
    public DatabaseState StateBefore { get; init; }

    /// <summary>Whether it is gone now.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>How many sessions were killed.</summary>
    public int SessionsKilled { get; init; }

    /// <summary>Why it is not gone; null if it is.</summary>
    public BizTalkDRException? Error { get; init; }
}

/// <summary>Drops a set of databases, with checks.</summary>
public interface IDatabaseSetRemover
{
    /// <summary>
    /// Checks all databases first (system databases, sessions, snapshots) and drops none if any is refused; then drops them. A database that
    /// does not exist counts as removed.
    /// </summary>
    /// <exception cref="InstanceConnectionException">An instance can't be reached.</exception>
    /// <exception cref="DatabaseSetException">The checks refused a database (<c>DatabaseInUse</c>, <c>SystemDatabase</c>, <c>DatabaseHasSnapshots</c>).</exception>
    Task<IReadOnlyList<DatabaseRemovalResult>> RemoveAsync(
        Topology topology,
        IReadOnlyCollection<DatabaseKey> databases,
        DatabaseRemovalOptions? options = null,
        CancellationToken cancellationToken = default
    );
}
