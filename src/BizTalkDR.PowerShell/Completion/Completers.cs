using BizTalkDR.Group;
using BizTalkDR.PowerShell.Connection;

namespace BizTalkDR.PowerShell.Completion;

/// <summary>Offers the jobs of all instances.</summary>
public sealed class JobCompleter : ServerCompleter
{
    private protected override IEnumerable<(string Text, string Tip)> Find(
        EngineSession session,
        InstanceSide? side,
        CancellationToken cancellationToken
    ) =>
        session
            .Topology.Source.Concat(session.Topology.Destination)
            .SelectMany(instance => session.Engine.ReadJobs(session.Topology, instance.Name, cancellationToken))
            .OrderBy(job => job.Kind == Agent.JobKind.Other)
            .Select(job => (job.Name, $"{job.Kind} on {job.Instance}"));
}

/// <summary>Offers the instances of the topology.</summary>
public sealed class InstanceCompleter : ServerCompleter
{
    private protected override IEnumerable<(string Text, string Tip)> Find(
        EngineSession session,
        InstanceSide? side,
        CancellationToken cancellationToken
    ) =>
        session
            .Topology.Source.Select(instance => (instance.Name, $"Source: {instance.Address}"))
            .Concat(session.Topology.Destination.Select(instance => (instance.Name, $"Destination: {instance.Address}")));
}
