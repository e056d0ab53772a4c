using System.Collections.Concurrent;
using BizTalkDR.DatabaseSets;
using BizTalkDR.LogShipping;
using BizTalkDR.Readiness;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Running;
using BizTalkDR.Restore.Saved;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Sql;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Tests.Threading;

/// <summary>
/// Waiting for a server keeps the thread that waits. Where those are threads of the pool, which on a machine with two processors begins with two of
/// them and adds one or two in a second, a server with seven databases keeps everything else in the process waiting.
/// </summary>
public sealed class PoolThreadTests
{
    [Fact]
    public async Task Servers_are_waited_for_by_the_caller_or_by_threads_of_their_own_never_by_the_pool()
    {
        await using var sides = await SandboxSides.ShippedAsync(2);
        var connector = new WatchedConnector(sides.Connector);
        await OnOwnThread(() =>
        {
            _ = new LogShippingStatusReader(connector).Read(sides.Topology);
            _ = new DisasterRecoveryTest(connector).Run(sides.Topology, new ReadinessOptions());
            var situation = new RestoreSituationReader(connector).Read(sides.Topology);
            var plan = situation.Plan(situation.Wish()).Require();
            _ = new PlanChecker(connector).Check(plan, sides.Topology);
            new RestoreRunner(connector).Run(plan, sides.Topology).ThrowIfFailed();
            var restored = plan.Databases.Select(database => database.Target.Key).ToList();
            _ = new DatabaseSetBackup(connector).Back(
                sides.Topology,
                restored,
                new DatabaseSetBackupOptions { Folder = sides.Sandbox.BackupPath }
            );
            _ = new DatabaseSetRemover(connector).Remove(sides.Topology, restored);
        });
        Assert.True(connector.Connections > 50, $"Only {connector.Connections} connections were opened.");
        Assert.Empty(connector.ByThePool.Distinct());
    }

    // A test itself runs in the pool.
    private static Task OnOwnThread(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private sealed class WatchedConnector(IInstanceConnector inner) : IInstanceConnector
    {
        private int connections;

        public int Connections => connections;

        /// <summary>Who opened a connection in a thread of the pool.</summary>
        public ConcurrentQueue<string> ByThePool { get; } = new();

        public SqlConnection Open(InstanceReference instance, string? database, CancellationToken cancellationToken)
        {
            Watch();
            return inner.Open(instance, database, cancellationToken);
        }

        public SmoSession OpenServer(InstanceReference instance, CancellationToken cancellationToken)
        {
            Watch();
            return inner.OpenServer(instance, cancellationToken);
        }

        private void Watch()
        {
            Interlocked.Increment(ref connections);
            if (Thread.CurrentThread.IsThreadPoolThread)
                ByThePool.Enqueue(new System.Diagnostics.StackTrace(2).GetFrame(0)?.GetMethod()?.DeclaringType?.FullName ?? "somebody");
        }
    }
}
