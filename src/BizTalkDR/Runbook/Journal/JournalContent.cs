namespace BizTalkDR.Runbook.Journal;

/// <summary>What a journal's file holds.</summary>
internal sealed record JournalContent
{
    /// <summary>Its first line.</summary>
    public required JournalHeader Header { get; init; }

    /// <summary>What its other lines tell, up to the damage where there is some.</summary>
    public required IReadOnlyList<JournalEntry> Entries { get; init; }

    /// <summary>The number of its last line.</summary>
    public required int LastLine { get; init; }

    /// <summary>The hash of its last line.</summary>
    public required string LastHash { get; init; }

    /// <summary>Whether the file ends with a line's end; if not, the next line begins with it.</summary>
    public required bool IsEnded { get; init; }

    /// <summary>The hash of the piece of a line at its end; null where there is none.</summary>
    public string? Torn { get; init; }

    /// <summary>Why it can't be gone on with, and from which line on; null where all of it is sound.</summary>
    public JournalException? Damage { get; init; }
}
