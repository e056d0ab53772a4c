using System.Text.Json;

namespace BizTalkDR.Runbook.Journal;

/// <summary>What the steps of a runbook leave for each other in the journal, by name, so that a later run goes on with it.</summary>
public static class JournalFacts
{
    /// <summary>The last fact of that name; null while there is none.</summary>
    public static T? FindFact<T>(this IJournal journal, string name)
        where T : class
    {
        if (journal is null)
            throw new ArgumentNullException(nameof(journal));
        var entry = journal.Entries.LastOrDefault(entry => entry.Kind == JournalEntryKind.Fact && entry.Text == name);
        return entry?.Data is { } data ? data.Deserialize<T>() : null;
    }

    /// <summary>Records a fact; the last of a name counts.</summary>
    public static void WriteFact<T>(this IJournal journal, string name, T value)
    {
        if (journal is null)
            throw new ArgumentNullException(nameof(journal));
        journal.Write(
            new JournalEntry
            {
                TimeUtc = DateTime.UtcNow,
                Kind = JournalEntryKind.Fact,
                Text = name,
                Data = JsonSerializer.SerializeToElement(value),
            }
        );
    }
}
