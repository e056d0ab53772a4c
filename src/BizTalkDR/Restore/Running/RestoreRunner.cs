using System.Diagnostics;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;

namespace BizTalkDR.Restore.Running;

/// <summary>Runs restore plans over SMO, databases side by side.</summary>
/// <param name="connector">Opens the connections.</param>
public sealed class RestoreRunner(IInstanceConnector connector)
{
    /// <summary>
    /// Rolls every database forward to the mark, leaving it RESTORING; only when all of them have reached it, recovers them all. A database
    /// whose log turns out not to hold the mark (message 4329), or that fails otherwise, keeps all others from being recovered.
    /// </summary>
    /// <returns>What became of each database. Failures are in the results, see <see cref="RestoreOutcome.ThrowIfFailed"/>.</returns>
    /// <exception cref="Errors.InstanceConnectionException">An instance can't be reached; nothing was restored.</exception>
    public RestoreOutcome Run(
        RestorePlan plan,
        Topology topology,
        RestoreRunOptions? options = null,
        IRestoreObserver? observer = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= new RestoreRunOptions();
        var clock = Stopwatch.StartNew();
        var tracker = new RestoreTracker(plan, observer);
        var restores = plan
            .Databases.Select(database => new DatabaseRestore(
                connector,
                topology.Instance(database.Target.Instance),
                plan,
                database,
                options,
                tracker
            ))
            .ToList();
        Reach(plan, topology, cancellationToken);

        RollForward(restores, options, cancellationToken);
        // The one rule that keeps the set consistent: nobody is recovered before everybody is known to be at the mark.
        if (restores.All(restore => restore.Status is DatabaseRestoreStatus.AtMark or DatabaseRestoreStatus.Recovered))
        {
            Throttled.Run(restores, options.ThrottleLimit, restore => restore.Recover(cancellationToken), CancellationToken.None);
        }
        var results = restores.Select(restore => restore.Result()).ToList();
        results.ForEach(tracker.Finished);
        return new RestoreOutcome
        {
            Plan = plan,
            Databases = results,
            Elapsed = clock.Elapsed,
            WasCancelled =
                cancellationToken.IsCancellationRequested && results.Any(result => result.Status == DatabaseRestoreStatus.Stopped),
        };
    }

    private void Reach(RestorePlan plan, Topology topology, CancellationToken cancellationToken)
    {
        foreach (var instance in plan.Databases.Select(database => database.Target.Instance).Distinct(StringComparer.OrdinalIgnoreCase))
            connector.Open(topology.Instance(instance), null, cancellationToken).Dispose();
    }

    private static void RollForward(List<DatabaseRestore> restores, RestoreRunOptions options, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var turns = new Turns<DatabaseRestore>(
            restores,
            restore => restore.Left,
            restore =>
            {
                var goesOn = false;
                try
                {
                    goesOn = restore.RollForward(stop.Token, cancellationToken);
                    return goesOn;
                }
                finally
                {
                    if (!goesOn && restore.Status is not (DatabaseRestoreStatus.AtMark or DatabaseRestoreStatus.Recovered))
                        stop.Cancel();
                }
            }
        );
        turns.RunAsync(options.ThrottleLimit).GetAwaiter().GetResult();
    }
}
