namespace BizTalkDR.Runbook.Journal;

/// <summary>A journal that lives as long as the process.</summary>
/// <param name="earlier">What an earlier run wrote; nothing if null.</param>
/// <param name="header">Whose journal that is; null if nobody's yet.</param>
public sealed class MemoryJournal(IEnumerable<JournalEntry>? earlier = null, JournalHeader? header = null) : IJournal
{
    private readonly List<JournalEntry> entries = [.. earlier ?? []];

    /// <inheritdoc/>
    public JournalHeader? Header { get; private set; } = header;

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
    public void Begin(JournalHeader header) => Header ??= header;

    /// <inheritdoc/>
    public void Write(JournalEntry entry)
    {
        lock (entries)
            entries.Add(entry);
    }
}
