using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Tests.Runbook.Failback;

/// <summary>A journal whose process ends at an entry: that entry and all that would follow it are never written.</summary>
/// <param name="journal">Holds what was written before.</param>
/// <param name="isTheEnd">Whether the process ends instead of writing this entry.</param>
internal sealed class CutJournal(IJournal journal, Func<JournalEntry, bool> isTheEnd) : IJournal
{
    private readonly Lock writing = new();
    private bool hasEnded;

    public JournalHeader? Header => journal.Header;

    public IReadOnlyList<JournalEntry> Entries => journal.Entries;

    public void Begin(JournalHeader header) => journal.Begin(header);

    public void Write(JournalEntry entry)
    {
        lock (writing)
        {
            hasEnded = hasEnded || isTheEnd(entry);
            if (hasEnded)
                throw new CutOffException();
            journal.Write(entry);
        }
    }
}

/// <summary>The process has ended.</summary>
internal sealed class CutOffException : Exception;
