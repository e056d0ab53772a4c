using System.Diagnostics;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;

namespace BizTalkDR.Restore.Running;

/// <summary>Runs restore plans over SMO, databases side by side.</summary>
/// <param name="connector">Opens the connections.</param>
public sealed class RestoreRunner(IInstanceConnector connector) : IRestoreRunner
{
    /// <inheritdoc/>
    public async Task<RestoreOutcome> RunAsync(
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
        await OwnThread.Run(() => Reach(plan, topology, cancellationToken), cancellationToken).ConfigureAwait(false);

        await RollForward(restores, options, cancellationToken).ConfigureAwait(false);
        // The one rule that keeps the set consistent: nobody is recovered before everybody is known to be at the mark.
        if (restores.All(restore => restore.Status is DatabaseRestoreStatus.AtMark or DatabaseRestoreStatus.Recovered))
        {
            await Throttled
                .RunAsync(restores, options.ThrottleLimit, restore => restore.Recover(cancellationToken), CancellationToken.None)
                .ConfigureAwait(false);
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

    private static async Task RollForward(List<DatabaseRestore> restores, RestoreRunOptions options, CancellationToken cancellationToken)
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
        await turns.RunAsync(options.ThrottleLimit).ConfigureAwait(false);
    }
}
