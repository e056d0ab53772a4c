using BizTalkDR.Errors;
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

    /// <summary>
    /// The databases that are backed up, dropped or compared together. What the backup job does not cover (BAMStarSchema, BAMArchive) holds no
    /// marks and would not come back with a restore: it takes part only when it is named.
    /// </summary>
    /// <param name="names">The databases asked for by their names.</param>
    /// <param name="isWanted">Whether a database of this name is among those asked for.</param>
    /// <exception cref="GroupException">The group lacks one that is named: a set without one of its databases is not the one asked for.</exception>
    public IReadOnlyList<BizTalkDatabase> Choose(IReadOnlyCollection<string> names, Func<string, bool> isWanted)
    {
        var unknown = names.Where(name => !Databases.Any(database => IsNamed(database, name))).ToList();
        if (unknown.Count > 0)
            throw NotFound(unknown);
        return
        [
            .. Databases.Where(database => isWanted(database.Name) && (database.InBackupJob || names.Any(name => IsNamed(database, name)))),
        ];
    }

    /// <summary>What is said of databases that the group does not have.</summary>
    public static GroupException NotFound(IReadOnlyCollection<string> names) =>
        new("DatabaseNotFound", $"The group has no database {string.Join(", ", names)}.")
        {
            Database = names.Count == 1 ? names.First() : null,
            Remedy = "See Get-BtsDatabase for the names.",
        };

    private static bool IsNamed(BizTalkDatabase database, string name) =>
        string.Equals(name, database.Name, StringComparison.OrdinalIgnoreCase);
}
