using BizTalkDR.Group;
using BizTalkDR.PowerShell.Connection;
using BizTalkDR.Restore;

namespace BizTalkDR.PowerShell.Completion;

/// <summary>Offers log marks, the newest first; the recommended one says so.</summary>
public sealed class MarkCompleter : ServerCompleter
{
    private protected override InstanceSide DefaultSide => InstanceSide.Destination;

    private protected override IEnumerable<(string Text, string Tip)> Find(
        EngineSession session,
        InstanceSide? side,
        CancellationToken cancellationToken
    )
    {
        var options = new RestoreSituationOptions { Side = side ?? DefaultSide, ReadHeaders = false };
        return session
            .Engine.ReadSituation(session.Topology, options, cancellationToken)
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
    private protected override IEnumerable<(string Text, string Tip)> Find(
        EngineSession session,
        InstanceSide? side,
        CancellationToken cancellationToken
    ) =>
        session
            .Engine.ReadGroup(session.Topology, side ?? DefaultSide, cancellationToken)
            .Databases.Select(database => (database.Name, $"{database.Role} on {database.Key.Server}"));
}

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
