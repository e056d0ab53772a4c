namespace BizTalkDR.Backups;

/// <summary>
/// What the name of a file of the backup job says: <c>&lt;SERVER&gt;_&lt;DATABASE&gt;_Full|Log_&lt;mark&gt;.bak</c>. Servers and databases may
/// contain underscores, so where one ends and the other begins is for the header to say.
/// </summary>
internal sealed record JobFileName
{
    private const int TimeLength = 23;

    // With the time, a mark's name has at most 32 characters, says adm_BackupHistory.MarkName.
    private const int NameLength = 8;
    private const string Extension = ".bak";

    /// <summary>Server and database, joined by an underscore.</summary>
    public required string Owner { get; init; }

    /// <summary>Full or Log.</summary>
    public BackupType Type { get; init; }

    /// <summary>For a log the mark; for a full backup the name and time of its set, which mark nothing.</summary>
    public required string Stamp { get; init; }

    /// <summary>The time in the stamp, in the clock that the backup job uses.</summary>
    public DateTime Time { get; init; }

    /// <summary>What the name of a log's file would say, where a row tells the mark and the file is called otherwise.</summary>
    /// <param name="database">The database.</param>
    /// <param name="mark">The mark.</param>
    /// <param name="started">When the backup began; the mark's own name tells better.</param>
    public static JobFileName OfLog(string database, string mark, DateTime? started) =>
        new()
        {
            Owner = "_" + database,
            Type = BackupType.Log,
            Stamp = mark,
            Time = MarkName.Time(mark) ?? started ?? DateTime.MinValue,
        };

    /// <summary>Reads a name; null if it is not one of the job's.</summary>
    /// <param name="fileName">The name without its folder.</param>
    public static JobFileName? Parse(string fileName)
    {
        var end = fileName.Length - Extension.Length;
        var time = end - TimeLength;
        if (time < 1 || fileName[time - 1] != '_' || !fileName.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
            return null;
        for (var length = 1; length <= NameLength; length++)
        {
            var stamp = time - 1 - length;
            if (Kind(fileName, stamp) is not { } kind)
                continue;
            var text = fileName.Substring(stamp, end - stamp);
            return MarkName.Time(text) is { } taken
                ? new JobFileName
                {
                    Owner = fileName.Substring(0, stamp - kind.Length),
                    Type = kind.Type,
                    Stamp = text,
                    Time = taken,
                }
                : null;
        }
        return null;
    }

    private static (BackupType Type, int Length)? Kind(string name, int end)
    {
        if (EndsAt(name, end, "_Log_"))
            return (BackupType.Log, 5);
        return EndsAt(name, end, "_Full_") ? (BackupType.Full, 6) : null;
    }

    private static bool EndsAt(string name, int end, string text) =>
        end > text.Length && string.Compare(name, end - text.Length, text, 0, text.Length, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>Whether the owner may be this database; its server may go by another name by now.</summary>
    public bool IsOf(string database) => Owner.EndsWith("_" + database, StringComparison.OrdinalIgnoreCase);
}
