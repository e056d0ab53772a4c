using BizTalkDR.Agent;
using BizTalkDR.Backups;
using BizTalkDR.Backups.History;
using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Sql;
using BizTalkDR.Tests.Group;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Tests.Threading;

/// <summary>What is asked of several instances is asked of all at once: it takes as long as the slowest of them, not as all together.</summary>
public sealed class AllAtOnceTests(ShippedSides shipped) : IClassFixture<ShippedSides>
{
    private SandboxSides Sides => shipped.Sides;

    [Fact]
    public void Positions() =>
        AskedAtOnce(Sides.Topology.Destination, connector => new DatabasePositionReader(connector).Read(Sides.Topology, Copies()));

    [Fact]
    public void Conditions() =>
        AskedAtOnce(Sides.Topology.Destination, connector => new DatabaseConditionReader(connector).Read(Sides.Topology, Copies()));

    [Fact]
    public void Log_shippings_history() =>
        AskedAtOnce(
            Sides.Topology.Destination,
            connector => new BackupHistoryReader(connector).ReadLogShipping(Sides.Topology, Directory())
        );

    [Fact]
    public void Msdb() =>
        AskedAtOnce(
            Sides.Topology.Source,
            connector =>
                new BackupHistoryReader(connector).Read(
                    Sides.Topology,
                    Directory(),
                    new BackupHistoryOptions { Sources = HistorySources.Msdb }
                )
        );

    [Fact]
    public void Jobs() => AskedAtOnce(Sides.Topology.Source, connector => new AgentJobReader(connector).ReadBackupJobs(Sides.Topology));

    private InstanceDirectory Directory() => InstanceDirectory.Ask(Sides.Connector, Sides.Topology);

    private IReadOnlyList<DatabaseKey> Copies() =>
        [
            .. Sides
                .Topology.Destination.SelectMany(instance => new DatabasePositionReader(Sides.Connector).ReadAll(instance))
                .Select(each => each.Key),
        ];

    private void AskedAtOnce(IReadOnlyList<InstanceReference> instances, Action<IInstanceConnector> ask)
    {
        Assert.True(instances.Count > 1, "One instance alone proves nothing.");
        using var connector = new MeetingConnector(Sides.Connector, instances.Select(instance => instance.Name));
        ask(connector);
        Assert.True(connector.HaveMet);
    }

    /// <summary>Lets nobody in before all instances were asked for. If they are asked in turn, the first one is never let in.</summary>
    private sealed class MeetingConnector(IInstanceConnector inner, IEnumerable<string> instances) : IInstanceConnector, IDisposable
    {
        // For a hanging test, not for a slow machine.
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
        private readonly HashSet<string> awaited = [.. instances];
        private readonly ManualResetEventSlim met = new();

        public bool HaveMet => met.IsSet;

        public SqlConnection Open(InstanceReference instance, string? database, CancellationToken cancellationToken)
        {
            Meet(instance);
            return inner.Open(instance, database, cancellationToken);
        }

        public SmoSession OpenServer(InstanceReference instance, CancellationToken cancellationToken)
        {
            Meet(instance);
            return inner.OpenServer(instance, cancellationToken);
        }

        public void Dispose() => met.Dispose();

        private void Meet(InstanceReference instance)
        {
            lock (awaited)
            {
                awaited.Remove(instance.Name);
                if (awaited.Count == 0)
                    met.Set();
            }
            if (!met.Wait(Patience))
                throw new TimeoutException($"{instance.Name} was asked, and nobody else while it did not answer.");
        }
    }
}
