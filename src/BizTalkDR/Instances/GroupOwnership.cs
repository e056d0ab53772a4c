using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Instances;

/// <summary>
/// Tells the topology's group from others: a management database is a name in one instance, and which instance is meant is asked of the
/// instances themselves, since tables and steps spell servers as they like.
/// </summary>
/// <param name="topology">The two sides.</param>
/// <param name="directory">The instances by every name they go by.</param>
internal sealed class GroupOwnership(Topology topology, InstanceDirectory directory)
{
    private readonly ManagementDatabaseReference management = topology.ManagementDatabase;

    /// <summary>Whether it is known which group is meant: without a topology file only instances are named.</summary>
    public bool IsKnown => management.Database.Length > 0 && topology.Source.Any(instance => instance.Name.SameAs(management.Instance));

    /// <summary>Whether that is the group's management database; null when it can't be told.</summary>
    /// <param name="server">The server as a table or a step spells it; null if it says none.</param>
    /// <param name="database">The database; null if none is said.</param>
    public bool? IsManagement(string? server, string? database)
    {
        if (!IsKnown || database is null)
            return null;
        if (!database.SameAs(management.Database))
            return false;
        if (server is null || directory.Find(server, InstanceSide.Source) is not { } found)
            return null;
        return found.Instance.Name.SameAs(management.Instance);
    }
}
