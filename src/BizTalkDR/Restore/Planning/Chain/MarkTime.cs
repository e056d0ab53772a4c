using BizTalkDR.Backups;

namespace BizTalkDR.Restore.Planning.Chain;

/// <summary>
/// Compares the times in marks' names with the dates of backups, which may be in another time zone. The log backup of a mark begins within
/// minutes of it, and no time zone is nearer to another than a quarter of an hour: the difference, in quarters, is that of the zones.
/// </summary>
internal static class MarkTime
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    // Headers tell seconds, names milliseconds: a backup may seem to begin before its mark.
    private static readonly TimeSpan Rounding = TimeSpan.FromMinutes(1);

    /// <summary>How far the dates of a mark's own backups are ahead of the zone of the mark's name; null if the name tells no time.</summary>
    /// <param name="mark">The mark's name.</param>
    /// <param name="itsBackup">When the first log backup of the mark's set began.</param>
    public static TimeSpan? Offset(string? mark, DateTime? itsBackup) =>
        mark is not null && MarkName.Time(mark) is { } time && itsBackup is { } date
            ? TimeSpan.FromTicks((long)Math.Floor((date - time + Rounding).Ticks / (double)Quarter.Ticks) * Quarter.Ticks)
            : null;

    /// <summary>When the mark of a set was set, in the server's local time; null if the headers of its logs do not tell.</summary>
    public static DateTime? Local(BackupSet set) =>
        Offset(set.MarkName, set.Files.Min(file => file.Header?.BackupStartDate)) is { } offset
            ? MarkName.Time(set.MarkName!) + offset
            : null;

    /// <summary>
    /// When the mark of a set was set, as near to the server's local time as is known: by its headers, else as the history dates the set.
    /// </summary>
    public static DateTime? Set(BackupSet set) => Local(set) ?? set.BackupDate;
}
