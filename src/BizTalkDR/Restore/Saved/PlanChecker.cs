using BizTalkDR.Errors;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Restore.Saved;

/// <summary>Reads the world again before a plan runs, and tells what has changed since it was made.</summary>
/// <param name="connector">Opens the connections.</param>
public sealed class PlanChecker(IInstanceConnector connector)
{
    /// <summary>Judges a plan as a plan, and compares it with the world as it is. Changes nothing.</summary>
    /// <exception cref="BizTalkDRException"><c>PlanOfAnotherTopology</c>: the topology does not know the plan's instances.</exception>
    /// <exception cref="RestorePlanUnsoundException">It would not bring all databases to its mark.</exception>
    /// <exception cref="InstanceConnectionException">An instance can't be reached.</exception>
    public PlanCheck Check(RestorePlan plan, Topology topology, CancellationToken cancellationToken = default)
    {
        if (plan is null)
            throw new ArgumentNullException(nameof(plan));
        Belongs(plan, topology);
        RestorePlanUnsoundException.ThrowIfAny(plan, [.. PlanSoundness.Problems(plan, null)]);
        var world = new PlanWorldReader(connector, topology).Read(plan, cancellationToken);
        var check = PlanDrift.Compare(plan, world);
        // What has changed since tells better than what does not fit any more.
        if (check.Changes.Count == 0)
            RestorePlanUnsoundException.ThrowIfAny(plan, [.. PlanSoundness.Problems(plan, world)]);
        return check;
    }

    /// <summary>Whether the plan was made for these instances.</summary>
    /// <exception cref="BizTalkDRException"><c>PlanOfAnotherTopology</c>: it was not.</exception>
    public static void Belongs(RestorePlan plan, Topology topology)
    {
        var side = plan.Origin?.Side;
        var known = side is { } one ? topology.Instances(one) : [.. topology.Source, .. topology.Destination];
        var unknown = plan
            .Databases.Select(database => database.Target.Instance)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(name => !known.Any(instance => string.Equals(instance.Name, name, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        if (unknown.Count == 0)
            return;
        throw new BizTalkDRException(
            "PlanOfAnotherTopology",
            ErrorKind.Configuration,
            $"The plan restores on {string.Join(", ", unknown)}{(plan.Origin?.Topology is { } name ? $" (topology {name})" : "")}, but the "
                + (side is { } wanted ? $"{wanted.ToString().ToLowerInvariant()} side of the " : "")
                + $"topology{(topology.Name is { } given ? $" {given}" : "")} has {(known.Count == 0 ? "no instance" : "only " + string.Join(", ", known))}."
        )
        {
            Server = unknown[0],
            Remedy = "Give the topology the plan was made for, or make a plan for this one.",
        };
    }
}
