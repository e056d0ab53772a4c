using BizTalkDR.Logins.Definitions;
using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Logins.Repair;

/// <summary>Where orphans are looked for, and how logins are found for them.</summary>
public sealed record UserRepairOptions
{
    /// <summary>The side whose databases are meant.</summary>
    public InstanceSide Side { get; init; } = InstanceSide.Destination;

    /// <summary>The names of databases that are meant; empty: all.</summary>
    public IReadOnlyList<string> Databases
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>Whether a database of this name is meant.</summary>
    public Func<string, bool> IsWanted { get; init; } = _ => true;

    /// <summary>The logins of the source, where they are at hand: they tell whose an identifier was.</summary>
    public LoginExport? Logins { get; init; }

    /// <summary>The login for a user, by the user's name (dbo for owners), the name of its login on the source, or its identifier.</summary>
    public IReadOnlyDictionary<string, string> MapLogin { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
