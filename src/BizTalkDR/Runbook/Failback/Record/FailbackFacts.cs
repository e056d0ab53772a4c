using BizTalkDR.Runbook.Failback.Plans;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Record;

/// <summary>What the steps of one failback leave for each other, kept in the journal so that a later run goes on with it.</summary>
/// <param name="journal">The journal; the last fact of a name counts.</param>
public sealed class FailbackFacts(IJournal journal)
{
    /// <summary>What there was before anything was changed; null in a journal no failback has begun in.</summary>
    public FailbackRecord? Before => journal.FindFact<FailbackRecord>(nameof(Before));

    /// <summary>The plan that the run follows; null where it follows none.</summary>
    public FollowedPlan? Plan => journal.FindFact<FollowedPlan>(nameof(Plan));

    /// <summary>The log mark that step 4 brought the databases to, and why that one.</summary>
    public ChosenMark? Mark => journal.FindFact<ChosenMark>(nameof(Mark));

    /// <summary>The full backups that step 7 took and verified, oldest first; several of a database whose backup was taken again.</summary>
    public IReadOnlyList<BackupNote> Backups => journal.FindFact<List<BackupNote>>(nameof(Backups)) ?? [];

    /// <summary>Whether step 11 has asked the backup job for a full backup set.</summary>
    public bool IsFullBackupForced => journal.FindFact<string>(nameof(IsFullBackupForced)) is not null;

    /// <summary>The destination instances on which step 12 has had log shipping begin anew: their databases are log shipping's again.</summary>
    public IReadOnlyList<string> HandedBack => journal.FindFact<List<string>>(nameof(HandedBack)) ?? [];

    /// <summary>The newest backup set of production's when step 1 had disabled the backup jobs; null before.</summary>
    public NewestSet? NewestSet => journal.FindFact<NewestSet>(nameof(NewestSet));

    /// <summary>Whether production was opened for use: from then on it takes in what no backup of step 7 holds.</summary>
    public bool IsProductionOpened => journal.FindFact<string>(nameof(IsProductionOpened)) is not null;

    /// <summary>What the run has left a database as; null before it has dealt with it.</summary>
    public LeftDatabase? Left(DatabaseKey database) => journal.FindFact<LeftDatabase>(LeftName(database));

    /// <summary>
    /// Whether the run has begun an act that changes a database since it last recorded what it left: a run that was cut off there knows neither what
    /// it was nor what it is.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="steps">The steps whose acts change it.</param>
    internal bool IsInHand(DatabaseKey database, IReadOnlyCollection<int> steps)
    {
        var name = LeftName(database);
        return journal
            .Entries.Reverse()
            .TakeWhile(entry => entry.Kind != JournalEntryKind.Fact || entry.Text != name)
            .Any(entry =>
                entry is { Kind: JournalEntryKind.ActionStarted, Step: { } step, Server: { } server, Database: { } named }
                && steps.Contains(step)
                && new DatabaseKey(server, named).Equals(database)
            );
    }

    /// <summary>Whether the last run of a step ended well.</summary>
    internal bool HasEndedWell(int step) =>
        journal.Entries.LastOrDefault(entry => entry.Kind == JournalEntryKind.StepEnded && entry.Step == step && !WasPassedOver(entry))
            is { } entry
        && entry.Read<StepRecord>()?.Status is StepStatus.Succeeded or StepStatus.AlreadyDone;

    /// <summary>Whether an act of a step has begun.</summary>
    internal bool HasBegun(int step) => journal.Entries.Any(entry => entry.Kind == JournalEntryKind.ActionStarted && entry.Step == step);

    /// <summary>
    /// Whether production's former databases have begun to go: step 6 has begun to drop one, or step 8 to restore one. What step 6 does to copies does not
    /// count.
    /// </summary>
    internal bool HasTouchedProduction(IReadOnlyCollection<DatabaseKey> production) =>
        journal.Entries.Any(entry =>
            entry is { Kind: JournalEntryKind.ActionStarted, Step: 6 or 8, Server: { } server, Database: { } database }
            && production.Contains(new DatabaseKey(server, database))
        );

    internal void Record(FailbackRecord before) => journal.WriteFact(nameof(Before), before);

    internal void Record(FollowedPlan plan) => journal.WriteFact(nameof(Plan), plan);

    internal void Record(ChosenMark mark) => journal.WriteFact(nameof(Mark), mark);

    internal void Record(BackupNote backup) => journal.WriteFact(nameof(Backups), new List<BackupNote>([.. Backups, backup]));

    internal void Record(NewestSet newest) => journal.WriteFact(nameof(NewestSet), newest);

    internal void RecordProductionOpened(string mark) => journal.WriteFact(nameof(IsProductionOpened), mark);

    internal void Record(LeftDatabase left) => journal.WriteFact(LeftName(left.Condition.Key), left);

    internal void RecordFullBackupForced(string database) => journal.WriteFact(nameof(IsFullBackupForced), database);

    internal void RecordHandedBack(string instance) => journal.WriteFact(nameof(HandedBack), new List<string>([.. HandedBack, instance]));

    private static string LeftName(DatabaseKey database) => $"Left {database.ToString().ToUpperInvariant()}";

    // A step that was left out says nothing of what it once did.
    private static bool WasPassedOver(JournalEntry entry) =>
        entry.Read<StepRecord>()?.Status is StepStatus.Skipped or StepStatus.WhatIf or StepStatus.Declined;
}
