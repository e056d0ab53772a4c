using BizTalkDR.Group;
using BizTalkDR.Instances;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Record;

/// <summary>What a failback is about, by what the servers say: its journal is for that group on those instances, and for no other.</summary>
internal static class FailbackIdentity
{
    /// <summary>The runbook's id in journals.</summary>
    internal const string Runbook = "Failback";

    /// <summary>Asks the servers that answer. Production's management database may be gone: the copy on the destination is of the same family.</summary>
    internal static RunIdentity Read(
        IInstanceConnector connector,
        Topology topology,
        InstanceDirectory directory,
        CancellationToken cancellation
    )
    {
        var management = topology.ManagementDatabase;
        var reader = new GroupIdentityReader(connector);
        return new RunIdentity
        {
            Topology = topology.Name,
            Group = topology
                .Destination.Prepend(topology.Instance(management.Instance))
                .Where(instance => directory.Get(instance.Name).IsReachable)
                .Select(instance => reader.Read(instance, management.Database, cancellation))
                .FirstOrDefault(group => group is not null),
            Source = Side(directory, InstanceSide.Source),
            Destination = Side(directory, InstanceSide.Destination),
        };
    }

    private static RunSide Side(InstanceDirectory directory, InstanceSide side) =>
        RunSide.Of(
            directory
                .Identities.Where(identity => identity.Side == side)
                .Select(identity => new RunInstance(identity.Instance.Name, identity.ServerName))
        );
}
