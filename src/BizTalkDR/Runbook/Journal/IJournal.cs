namespace BizTalkDR.Runbook.Journal;

/// <summary>The record of what a run did, written before and after each act, so that nothing is half done without a record of it.</summary>
public interface IJournal
{
    /// <summary>All entries so far, those of earlier runs in the same journal included.</summary>
    IReadOnlyList<JournalEntry> Entries { get; }

    /// <summary>Adds an entry. It is safe on disk, where the journal has one, when this returns.</summary>
    void Write(JournalEntry entry);
}
