using System.Globalization;

namespace BizTalkDR.Backups;

/// <summary>The names the backup job gives its marks: <c>&lt;name&gt;_yyyy_MM_dd_HH_mm_ss_fff</c>, in UTC unless the job uses local time.</summary>
public static class MarkName
{
    private const int TimeLength = 23;

    /// <summary>The time in a mark's name, or null if the name follows another pattern.</summary>
    public static DateTime? Time(string name)
    {
        if (name.Length <= TimeLength || name[name.Length - TimeLength - 1] != '_')
            return null;
        var text = name.Substring(name.Length - TimeLength);
        return DateTime.TryParseExact(text, "yyyy_MM_dd_HH_mm_ss_fff", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;
    }

    /// <summary>
    /// Whether the time in a mark's name is local or UTC: a log backup begins within minutes of its mark, and its header tells the server's
    /// local time.
    /// </summary>
    /// <param name="name">The mark's name.</param>
    /// <param name="backupStart">When the first log backup of the set began (BackupStartDate), or null if no header was read.</param>
    public static DateTimeKind TimeKind(string name, DateTime? backupStart)
    {
        if (Time(name) is not { } time || backupStart is not { } start)
            return DateTimeKind.Unspecified;
        // No time zone is nearer to UTC than a quarter of an hour without being UTC.
        return Math.Abs((start - time).TotalMinutes) < 15 ? DateTimeKind.Local : DateTimeKind.Utc;
    }
}
