using BizTalkDR.Restore.Situation;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Completion;

/// <summary>Offers log marks, the newest first; the recommended one says so.</summary>
public sealed class MarkCompleter : ServerCompleter
{
    private protected override InstanceSide DefaultSide => InstanceSide.Destination;

    private protected override IEnumerable<(string Text, string Tip)> Find(ServersAsked servers)
    {
        var options = new RestoreSituationOptions { Side = servers.Side, ReadHeaders = false };
        return servers
            .Engine.ReadSituation(servers.Topology, options, servers.Cancellation)
            .Marks()
            .Reverse()
            .Select(mark =>
                (
                    mark.Name,
                    mark.IsRecommended
                        ? $"Recommended: {mark.RuleText}"
                        : $"Log set {mark.SetId}, {(mark.IsUsable ? "usable" : "not usable")}"
                )
            );
    }
}

/// <summary>Offers the databases of the group.</summary>
public sealed class DatabaseCompleter : ServerCompleter
{
    private protected override IEnumerable<(string Text, string Tip)> Find(ServersAsked servers) =>
        servers
            .Engine.ReadGroup(servers.Topology, servers.Side, servers.Cancellation)
            .Databases.Select(database => (database.Name, $"{database.Role} on {database.Key.Server}"));
}

/// <summary>Offers the jobs of all instances.</summary>
public sealed class JobCompleter : ServerCompleter
{
    private protected override IEnumerable<(string Text, string Tip)> Find(ServersAsked servers) =>
        servers
            .Topology.Source.Concat(servers.Topology.Destination)
            .SelectMany(instance => servers.Engine.ReadJobs(servers.Topology, instance.Name, servers.Cancellation))
            .OrderBy(job => job.Kind == Agent.JobKind.Other)
            .Select(job => (job.Name, $"{job.Kind} on {job.Instance}"));
}

/// <summary>Offers the instances of the topology.</summary>
public sealed class InstanceCompleter : ServerCompleter
{
    private protected override IEnumerable<(string Text, string Tip)> Find(ServersAsked servers) =>
        servers
            .Topology.Source.Select(instance => (instance.Name, $"Source: {instance.Address}"))
            .Concat(servers.Topology.Destination.Select(instance => (instance.Name, $"Destination: {instance.Address}")));
}
