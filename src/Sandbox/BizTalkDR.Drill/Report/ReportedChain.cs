namespace BizTalkDR.Drill.Report;

/// <summary>The backups of one database as the restore saw them.</summary>
/// <param name="Database">Its name.</param>
/// <param name="Server">The source instance.</param>
/// <param name="Links">Its backups, oldest first.</param>
internal sealed record ReportedChain(string Database, string Server, IReadOnlyList<ChainLink> Links);

/// <summary>One backup in a database's chain.</summary>
/// <param name="SetId">The backup set's id in adm_BackupHistory.</param>
/// <param name="IsFull">A full backup, else a log backup.</param>
/// <param name="Mark">The log mark it holds, or null.</param>
/// <param name="TimeUtc">When it was taken.</param>
/// <param name="Use">What became of it.</param>
internal sealed record ChainLink(long SetId, bool IsFull, string? Mark, DateTime TimeUtc, ChainUse Use);

/// <summary>What became of a backup.</summary>
internal enum ChainUse
{
    /// <summary>Restored whole.</summary>
    Restored,

    /// <summary>Restored up to the chosen mark, which it holds.</summary>
    StoppedAtMark,

    /// <summary>Not needed: before the full backup the restore began with.</summary>
    Superseded,

    /// <summary>After the chosen mark: what it holds is lost.</summary>
    AfterMark,

    /// <summary>Of a partial set, or of a set after one: not usable.</summary>
    Unusable,
}
