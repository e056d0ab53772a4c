using System.Text.RegularExpressions;

namespace BizTalkDR.Backups;

/// <summary>
/// What the name of a file of the backup job says: <c>&lt;SERVER&gt;_&lt;DATABASE&gt;_Full|Log_&lt;mark&gt;.bak</c>. Servers and databases may
/// contain underscores, so where one ends and the other begins is for the header to say.
/// </summary>
internal sealed record JobFileName
{
    // At most 8 characters of the group's choice, then the time: at most 32 in all, says adm_BackupHistory.MarkName.
    private static readonly Regex Pattern = new(
        @"^(?<owner>.+)_(?<kind>Full|Log)_(?<stamp>.{1,8}_\d{4}_\d{2}_\d{2}_\d{2}_\d{2}_\d{2}_\d{3})\.bak$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.RightToLeft | RegexOptions.Singleline
    );

    /// <summary>Server and database, joined by an underscore.</summary>
    public required string Owner { get; init; }

    /// <summary>Full or Log.</summary>
    public BackupType Type { get; init; }

    /// <summary>For a log the mark; for a full backup the name and time of its set, which mark nothing.</summary>
    public required string Stamp { get; init; }

    /// <summary>The time in the stamp, in the clock that the backup job uses.</summary>
    public DateTime Time { get; init; }

    /// <summary>Reads a name; null if it is not one of the job's.</summary>
    /// <param name="fileName">The name without its folder.</param>
    public static JobFileName? Parse(string fileName)
    {
        var match = Pattern.Match(fileName);
        if (!match.Success || MarkName.Time(match.Groups["stamp"].Value) is not { } time)
            return null;
        return new JobFileName
        {
            Owner = match.Groups["owner"].Value,
            Type = string.Equals(match.Groups["kind"].Value, "Log", StringComparison.OrdinalIgnoreCase) ? BackupType.Log : BackupType.Full,
            Stamp = match.Groups["stamp"].Value,
            Time = time,
        };
    }

    /// <summary>Whether the owner may be this database; its server may go by another name by now.</summary>
    public bool IsOf(string database) => Owner.EndsWith("_" + database, StringComparison.OrdinalIgnoreCase);
}
