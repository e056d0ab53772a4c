using BizTalkDR.Errors;
using BizTalkDR.Topologies;

namespace BizTalkDR.Instances;

/// <summary>The instances of a topology by the names it gives them, when none of them is to be asked.</summary>
public static class UnaskedDirectory
{
    /// <summary>A directory in which every instance counts as not reachable.</summary>
    public static InstanceDirectory Of(Topology topology)
    {
        if (topology is null)
            throw new ArgumentNullException(nameof(topology));
        return InstanceDirectory.Of(
            topology
                .Source.Select(instance => Unasked(instance, InstanceSide.Source))
                .Concat(topology.Destination.Select(instance => Unasked(instance, InstanceSide.Destination)))
        );
    }

    private static InstanceIdentity Unasked(InstanceReference instance, InstanceSide side) =>
        new()
        {
            Instance = instance,
            Side = side,
            Failure = new InstanceConnectionException("InstanceNotAsked", $"{instance} was not asked.")
            {
                Server = instance.Name,
                Remedy = "Let the instances be asked, or read the history from files and headers only.",
            },
        };
}
