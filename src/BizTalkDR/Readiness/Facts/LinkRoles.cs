using BizTalkDR.Topologies;

namespace BizTalkDR.Readiness.Facts;

/// <summary>Which instance has to reach which other over a linked server.</summary>
internal static class LinkRoles
{
    /// <summary>
    /// The source instances that an instance must reach: the management instance every other with databases of the group, for the backup job; a
    /// destination the management instance, for Get Backup History.
    /// </summary>
    public static IReadOnlyList<string> NeededBy(ReadinessFacts facts, InstanceFacts instance)
    {
        if (instance.Side == InstanceSide.Destination)
            return [facts.ManagementInstance];
        return Same(instance.Name, facts.ManagementInstance)
            ?
            [
                .. facts
                    .Databases.Select(database => database.Instance)
                    .OfType<string>()
                    .Where(name => !Same(name, instance.Name))
                    .Distinct(StringComparer.OrdinalIgnoreCase),
            ]
            : [];
    }

    public static bool IsNeeded(ReadinessFacts facts, InstanceFacts instance, LinkedServer server) =>
        NeededBy(facts, instance).Any(target => LeadsTo(facts, server, target));

    /// <summary>
    /// Whether a linked server leads to an instance. BizTalk calls a linked server by the name that its tables give the server, so a link of another
    /// name does not do; but that name may be an alias.
    /// </summary>
    public static bool LeadsTo(ReadinessFacts facts, LinkedServer server, string target) =>
        Same(facts.Directory.Find(server.Name, InstanceSide.Source)?.Instance.Name, target);

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
