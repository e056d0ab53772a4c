namespace BizTalkDR.Runbook.Journal;

/// <summary>A journal that lives as long as the process.</summary>
/// <param name="earlier">What an earlier run wrote; nothing if null.</param>
public sealed class MemoryJournal(IEnumerable<JournalEntry>? earlier = null) : IJournal
{
    private readonly List<JournalEntry> entries = [.. earlier ?? []];

    /// <inheritdoc/>
    public IReadOnlyList<JournalEntry> Entries
    {
        get
        {
            lock (entries)
                return [.. entries];
        }
    }

    /// <inheritdoc/>
    public void Write(JournalEntry entry)
    {
        lock (entries)
            entries.Add(entry);
    }
}
