using System.Text.Json;
using BizTalkDR.Errors;

namespace BizTalkDR.Runbook.Journal;

/// <summary>What the steps of a runbook leave for each other in the journal, by name, so that a later run goes on with it.</summary>
public static class JournalFacts
{
    /// <summary>The last fact of that name; null while there is none.</summary>
    /// <exception cref="JournalException"><c>JournalFactUnreadable</c>: it is not what this version writes under that name.</exception>
    public static T? FindFact<T>(this IJournal journal, string name)
        where T : class
    {
        if (journal is null)
            throw new ArgumentNullException(nameof(journal));
        return journal.Entries.LastOrDefault(entry => entry.Kind == JournalEntryKind.Fact && entry.Text == name)?.Read<T>();
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

    /// <summary>The data of an entry; null where it has none.</summary>
    /// <exception cref="JournalException"><c>JournalFactUnreadable</c>: it is something else.</exception>
    internal static T? Read<T>(this JournalEntry entry)
        where T : class
    {
        try
        {
            return entry.Data is { ValueKind: not JsonValueKind.Null } data ? data.Deserialize<T>() : null;
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new JournalException(
                "JournalFactUnreadable",
                ErrorKind.Configuration,
                $"What the journal holds of {entry.Kind} '{entry.Text}' ({entry.TimeUtc:u}) is not what this version of BizTalkDR writes: {error.Message}",
                error
            )
            {
                Remedy = "Go on with the version of BizTalkDR that began the run: Get-BtsRun names it.",
            };
        }
    }
}
