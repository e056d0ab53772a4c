using BizTalkDR.Restore.Plan;
using BizTalkDR.Topologies;

namespace BizTalkDR.Restore.Running;

/// <summary>How a plan is run.</summary>
public sealed record RestoreRunOptions
{
    /// <summary>How many databases are restored at once.</summary>
    public int ThrottleLimit { get; init; } = 4;

    /// <summary>Whether sessions in databases that are overwritten are ended; else a database in use fails (message 3101).</summary>
    public bool KillSessions { get; init; }
}

/// <summary>Runs restore plans.</summary>
public interface IRestoreRunner
{
    /// <summary>
    /// Rolls every database forward to the mark, leaving it RESTORING; only when all of them have reached it, recovers them all. A database
    /// whose log turns out not to hold the mark (message 4329), or that fails otherwise, keeps all others from being recovered.
    /// </summary>
    /// <returns>What became of each database. Failures are in the results, see <see cref="RestoreOutcome.ThrowIfFailed"/>.</returns>
    /// <exception cref="Errors.InstanceConnectionException">An instance can't be reached; nothing was restored.</exception>
    Task<RestoreOutcome> RunAsync(
        RestorePlan plan,
        Topology topology,
        RestoreRunOptions? options = null,
        IRestoreObserver? observer = null,
        CancellationToken cancellationToken = default
    );
}
