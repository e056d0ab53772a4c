using BizTalkDR.Topologies;

namespace BizTalkDR.Databases;

/// <summary>
/// What ties a database so that SQL Server neither drops it nor restores over it: found out beforehand, it costs nothing; found out in the
/// middle, half of a group is gone.
/// </summary>
public sealed record DatabaseTies
{
    /// <summary>Instance and name.</summary>
    public required DatabaseKey Key { get; init; }

    /// <summary>Whether it belongs to an availability group (<c>sys.databases.replica_id</c>): messages 3752 and 3104.</summary>
    public bool IsInAvailabilityGroup { get; init; }

    /// <summary>The group's name; null where the instance does not tell it.</summary>
    public string? AvailabilityGroup { get; init; }

    /// <summary>The names that clients reach the group by.</summary>
    public IReadOnlyList<string> Listeners { get; init; } = [];

    /// <summary>Whether it is mirrored (<c>sys.database_mirroring.mirroring_guid</c>): messages 3743 and 3104.</summary>
    public bool IsMirrored { get; init; }

    /// <summary>The instance it is mirrored to.</summary>
    public string? MirrorPartner { get; init; }

    /// <summary>Whether it is published or a distributor of replication: message 3724.</summary>
    public bool IsReplicated { get; init; }

    /// <summary>Its snapshots: messages 3709 and 3137.</summary>
    public IReadOnlyList<string> Snapshots { get; init; } = [];

    /// <summary>What stands in the way and what to do about it, a sentence or two each; none where nothing does.</summary>
    public IReadOnlyList<string> Problems() => [.. Found()];

    private IEnumerable<string> Found()
    {
        var name = Sql.SqlIdentifier.Quote(Key.Name);
        if (IsInAvailabilityGroup)
        {
            var listeners = Listeners.Count > 0 ? $" (listener {string.Join(", ", Listeners)})" : "";
            var group = AvailabilityGroup is null ? "..." : Sql.SqlIdentifier.Quote(AvailabilityGroup);
            yield return $"{Key.Name} on {Key.Server} is in the availability group {AvailabilityGroup ?? "(its name is not told)"}{listeners}: it can neither be "
                + "dropped (message 3752) nor restored over (message 3104). Take it out first, on the primary replica: "
                + $"ALTER AVAILABILITY GROUP {group} REMOVE DATABASE {name}; and add it again when the failback is over.";
        }
        if (IsMirrored)
            yield return $"{Key.Name} on {Key.Server} is mirrored{(MirrorPartner is null ? "" : $" with {MirrorPartner}")}: it can neither be dropped (message 3743) "
                + $"nor restored over (message 3104). Remove the mirroring first: ALTER DATABASE {name} SET PARTNER OFF.";
        if (IsReplicated)
            yield return $"{Key.Name} on {Key.Server} is published for replication: it can't be dropped (message 3724). Drop its publications first "
                + "(sp_removedbreplication), and make them again when the failback is over.";
        if (Snapshots.Count > 0)
            yield return $"{Key.Name} on {Key.Server} has the database snapshots {string.Join(", ", Snapshots)}: it can neither be dropped (message 3709) nor restored "
                + "over (message 3137). Drop the snapshots first.";
    }
}
