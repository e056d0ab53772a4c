using BizTalkDR.Errors;
using BizTalkDR.Text;

namespace BizTalkDR.Topologies;

/// <summary>What must hold between the parts of a topology.</summary>
internal static class TopologyRules
{
    public static void Check(Topology topology)
    {
        if (topology.Source.Count == 0)
            throw Wrong("MissingProperty", "$.source", "must name at least one instance");
        NoDuplicateNames(topology);
        NoDuplicateComputers(topology);
        topology.RequireMasterSecretServer();
        for (var each = 0; each < topology.Acknowledged.Count; each++)
        {
            if (topology.Acknowledged[each].Until < topology.Acknowledged[each].Date)
                throw Wrong("WrongValue", $"$.acknowledged[{each}].until", "lies before its date");
        }
        if (!topology.Source.Any(instance => instance.Name.SameAs(topology.ManagementDatabase.Instance)))
        {
            throw Wrong(
                "UnknownInstance",
                "$.managementDatabase.instance",
                $"names '{topology.ManagementDatabase.Instance}', which is not one of the source instances"
            );
        }
    }

    private static void NoDuplicateNames(Topology topology)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var named = topology
            .Source.Select((instance, index) => (instance, path: $"$.source[{index}]"))
            .Concat(topology.Destination.Select((instance, index) => (instance, path: $"$.destination[{index}]")));
        foreach (var (instance, path) in named)
        {
            Claim(seen, instance.Name, path + ".name");
            for (var index = 0; index < instance.Aliases.Count; index++)
            {
                if (!instance.Aliases[index].SameAs(instance.Name))
                    Claim(seen, instance.Aliases[index], $"{path}.aliases[{index}]");
            }
        }
    }

    private static void NoDuplicateComputers(Topology topology)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < topology.Computers.Count; index++)
            Claim(seen, topology.Computers[index].Name, $"$.computers[{index}].name");
    }

    private static void Claim(Dictionary<string, string> seen, string name, string path)
    {
        if (seen.TryGetValue(name, out var other))
            throw Wrong("DuplicateName", path, $"repeats the name '{name}' of {other}");
        seen.Add(name, path);
    }

    private static TopologyException Wrong(string errorId, string path, string what) =>
        new(errorId, $"{path} {what}.", path) { Remedy = "Correct the topology; docs/topology.md describes every property." };
}
