using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Runbook.Failback.Record;

/// <summary>What the steps of one failback leave for each other, kept in the journal so that a later run goes on with it.</summary>
/// <param name="journal">The journal; the last fact of a name counts.</param>
public sealed class FailbackFacts(IJournal journal)
{
    /// <summary>What there was before anything was changed; null in a journal no failback has begun in.</summary>
    public FailbackRecord? Before => journal.FindFact<FailbackRecord>(nameof(Before));

    /// <summary>The run's id, which the marks carry that it leaves on what it switches off; null in a journal no failback has begun in.</summary>
    public string? Run => journal.FindFact<string>(nameof(Run));

    /// <summary>The log mark that step 4 brought the databases to, and why that one.</summary>
    public ChosenMark? Mark => journal.FindFact<ChosenMark>(nameof(Mark));

    /// <summary>The full backups that step 7 took and verified, oldest first; several of a database whose backup was taken again.</summary>
    public IReadOnlyList<BackupNote> Backups => journal.FindFact<List<BackupNote>>(nameof(Backups)) ?? [];

    /// <summary>Whether step 11 has asked the backup job for a full backup set.</summary>
    public bool IsFullBackupForced => journal.FindFact<string>(nameof(IsFullBackupForced)) is not null;

    /// <summary>The destination instances on which step 12 has had log shipping begin anew: their databases are log shipping's again.</summary>
    public IReadOnlyList<string> HandedBack => journal.FindFact<List<string>>(nameof(HandedBack)) ?? [];

    internal void RecordRun(string id) => journal.WriteFact(nameof(Run), id);

    internal void Record(FailbackRecord before) => journal.WriteFact(nameof(Before), before);

    internal void Record(ChosenMark mark) => journal.WriteFact(nameof(Mark), mark);

    internal void Record(BackupNote backup) => journal.WriteFact(nameof(Backups), new List<BackupNote>([.. Backups, backup]));

    internal void RecordFullBackupForced(string database) => journal.WriteFact(nameof(IsFullBackupForced), database);

    internal void RecordHandedBack(string instance) => journal.WriteFact(nameof(HandedBack), new List<string>([.. HandedBack, instance]));
}
