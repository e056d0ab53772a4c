using System.Text.Json;
using BizTalkDR.Runbook.Failback.Production;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Runbook.Failback.Record;

/// <summary>What the steps of one failback leave for each other, kept in the journal so that a later run goes on with it.</summary>
/// <param name="journal">The journal; the last fact of a name counts.</param>
public sealed class FailbackFacts(IJournal journal)
{
    /// <summary>What there was before anything was changed; null in a journal no failback has begun in.</summary>
    public FailbackRecord? Before => Find<FailbackRecord>(nameof(Before));

    /// <summary>The log mark that step 4 brought the databases to, and why that one.</summary>
    public ChosenMark? Mark => Find<ChosenMark>(nameof(Mark));

    /// <summary>The full backups that step 7 took and verified, oldest first; several of a database whose backup was taken again.</summary>
    public IReadOnlyList<BackupFact> Backups => Find<List<BackupFact>>(nameof(Backups)) ?? [];

    /// <summary>Whether step 11 has asked the backup job for a full backup set.</summary>
    public bool IsFullBackupForced => Find<string>(nameof(IsFullBackupForced)) is not null;

    /// <summary>The destination instances on which step 12 has had log shipping begin anew: their databases are log shipping's again.</summary>
    public IReadOnlyList<string> HandedBack => Find<List<string>>(nameof(HandedBack)) ?? [];

    internal void Record(FailbackRecord before) => Write(nameof(Before), before);

    internal void Record(ChosenMark mark) => Write(nameof(Mark), mark);

    internal void Record(BackupFact backup) => Write(nameof(Backups), new List<BackupFact>([.. Backups, backup]));

    internal void RecordFullBackupForced(string database) => Write(nameof(IsFullBackupForced), database);

    internal void RecordHandedBack(string instance) => Write(nameof(HandedBack), new List<string>([.. HandedBack, instance]));

    private void Write<T>(string name, T value) =>
        journal.Write(
            new JournalEntry
            {
                TimeUtc = DateTime.UtcNow,
                Kind = JournalEntryKind.Fact,
                Text = name,
                Data = JsonSerializer.SerializeToElement(value),
            }
        );

    private T? Find<T>(string name)
        where T : class
    {
        var entry = journal.Entries.LastOrDefault(entry => entry.Kind == JournalEntryKind.Fact && entry.Text == name);
        return entry?.Data is { } data ? data.Deserialize<T>() : null;
    }
}

/// <summary>What there was before a failback changed anything.</summary>
public sealed record FailbackRecord
{
    /// <summary>The group's databases with their two homes.</summary>
    public required IReadOnlyList<FailbackDatabase> Databases { get; init; }

    /// <summary>What production's copies were like.</summary>
    public required IReadOnlyList<ProductionDatabase> Production { get; init; }

    /// <summary>The backup jobs that were enabled on the source; all, when none was. Step 1 disables and step 11 enables these.</summary>
    public required IReadOnlyList<JobFact> BackupJobs { get; init; }

    /// <summary>The restore jobs that were enabled on the destination; all, when none was. Step 3 disables and step 12 enables these.</summary>
    public required IReadOnlyList<JobFact> RestoreJobs { get; init; }

    /// <summary>The services that ran; all that are not disabled, when none did. Step 9 starts these.</summary>
    public required IReadOnlyList<ServiceFact> Services { get; init; }
}

/// <summary>The mark a failback goes to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rule">Why that one, in a sentence.</param>
public sealed record ChosenMark(string Name, string? Rule);

/// <summary>A job of the group.</summary>
/// <param name="Instance">The topology name of the instance.</param>
/// <param name="JobId">The job's id.</param>
/// <param name="Name">Its name.</param>
public sealed record JobFact(string Instance, Guid JobId, string Name);

/// <summary>A database of the group with its two homes.</summary>
/// <param name="Name">Its name, the same on both sides.</param>
/// <param name="Source">The topology name of the source instance.</param>
/// <param name="Destination">The topology name of the destination instance.</param>
public sealed record FailbackDatabase(string Name, string Source, string Destination);

/// <summary>A service that ran.</summary>
/// <param name="Computer">The computer.</param>
/// <param name="Name">The service.</param>
public sealed record ServiceFact(string Computer, string Name);

/// <summary>A full backup taken on the destination.</summary>
/// <param name="Database">The database.</param>
/// <param name="Instance">The topology name of the destination instance.</param>
/// <param name="Paths">The file; all stripes where there are several.</param>
/// <param name="Position">The set's position in the file.</param>
/// <param name="Mark">The log mark the database was at.</param>
public sealed record BackupFact(string Database, string Instance, IReadOnlyList<string> Paths, int Position, string Mark);
