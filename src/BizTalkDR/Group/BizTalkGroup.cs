using BizTalkDR.Topologies;

namespace BizTalkDR.Group;

/// <summary>Where the knowledge of the group's databases comes from.</summary>
public enum GroupOrigin
{
    /// <summary>The management database itself.</summary>
    ManagementDatabase,

    /// <summary>The log shipping tables on the destination instances.</summary>
    LogShippingTables,

    /// <summary>The destination's own record of restores (msdb.dbo.restorehistory).</summary>
    RestoreHistory,
}

/// <summary>The databases of a BizTalk group as one side sees them.</summary>
public sealed record BizTalkGroup
{
    /// <summary>The group's name, if known.</summary>
    public string? Name { get; init; }

    /// <summary>The side whose databases these are.</summary>
    public InstanceSide Side { get; init; }

    /// <summary>Where the list comes from.</summary>
    public GroupOrigin Origin { get; init; }

    /// <summary>The databases, the management database first, then by role and name.</summary>
    public IReadOnlyList<BizTalkDatabase> Databases { get; init; } = [];

    /// <summary>What the reader noticed and the operator should know, one sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
