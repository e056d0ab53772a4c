namespace BizTalkDR.Runbook.Journal;

/// <summary>The record of what a run did, written before and after each act, so that nothing is half done without a record of it.</summary>
public interface IJournal
{
    /// <summary>Whose journal it is; null before <see cref="Begin"/>.</summary>
    JournalHeader? Header { get; }

    /// <summary>All entries so far, those of earlier runs in the same journal included.</summary>
    IReadOnlyList<JournalEntry> Entries { get; }

    /// <summary>Says whose journal it is: once, before the first entry.</summary>
    /// <exception cref="JournalException">It can't be written.</exception>
    void Begin(JournalHeader header);

    /// <summary>
    /// Adds an entry. Where the journal is a file, the entry outlives the process when this returns; and it outlives the computer too, unless it tells of
    /// the beginning or the end of an action, which a later run sees by looking at the servers.
    /// </summary>
    /// <exception cref="JournalException">It can't be written; nothing else will be.</exception>
    void Write(JournalEntry entry);
}
