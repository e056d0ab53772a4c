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
}
