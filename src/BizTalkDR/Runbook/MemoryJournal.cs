namespace BizTalkDR.Runbook;

/// <summary>A journal that lives as long as the process.</summary>
public sealed class MemoryJournal : IJournal
{
    private readonly List<JournalEntry> entries = [];

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
