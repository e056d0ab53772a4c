using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Readiness.Observations;

/// <summary>Which instance has to reach which other over a linked server.</summary>
internal static class LinkRoles
{
    /// <summary>
    /// The source instances that an instance must reach: the management instance every other with databases of the group, for the backup job; a
    /// destination the management instance, for Get Backup History.
    /// </summary>
    public static IReadOnlyList<string> NeededBy(ReadinessObservations observed, InstanceObservations instance)
    {
        if (instance.Side == InstanceSide.Destination)
            return [observed.ManagementInstance];
        return instance.Name.SameAs(observed.ManagementInstance)
            ?
            [
                .. observed
                    .Databases.Select(database => database.Instance)
                    .OfType<string>()
                    .Where(name => !name.SameAs(instance.Name))
                    .Distinct(StringComparer.OrdinalIgnoreCase),
            ]
            : [];
    }

    public static bool IsNeeded(ReadinessObservations observed, InstanceObservations instance, LinkedServer server) =>
        NeededBy(observed, instance).Any(target => LeadsTo(observed, server, target));

    /// <summary>
    /// Whether a linked server leads to an instance. BizTalk calls a linked server by the name that its tables give the server, so a link of another
    /// name does not do; but that name may be an alias.
    /// </summary>
    public static bool LeadsTo(ReadinessObservations observed, LinkedServer server, string target) =>
        (observed.Directory.Find(server.Name, InstanceSide.Source)?.Instance.Name).SameAs(target);
}
