namespace BizTalkDR.Backups;

/// <summary>
/// How far back the tables of sets are read. They keep years where nobody clears them, and a restore needs the last few full sets and what follows
/// them: at least the newest <see cref="Rows"/> rows are read, and more until <see cref="FullSets"/> full sets, the mark that is wanted and
/// the time that is asked for are covered.
/// </summary>
public sealed record HistoryExtent
{
    /// <summary>How many complete full sets are read at least, or lie before the mark that is wanted: the newest may have a bad file.</summary>
    public const int FullSets = 3;

    /// <summary>What a restore to a recent mark can need.</summary>
    public static HistoryExtent Recent { get; } = new();

    /// <summary>Every row.</summary>
    public static HistoryExtent Whole { get; } = new() { IsWhole = true };

    /// <summary>How many rows of a table are read at once, and so at least, newest sets first; a set is never read in part.</summary>
    public int Rows { get; init; } = 50_000;

    /// <summary>Whether every row is read.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The mark that must be among the sets, if the table has it; null for the recent ones.</summary>
    public string? Mark { get; init; }

    /// <summary>A time that the sets must reach back to (server time or UTC, as the job was set up); null for none.</summary>
    public DateTime? Since { get; init; }
}
