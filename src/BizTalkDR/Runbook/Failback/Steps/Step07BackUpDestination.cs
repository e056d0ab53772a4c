using BizTalkDR.DatabaseSets;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>Step 7: what production is to become, in backups that production can read.</summary>
internal static class Step07BackUpDestination
{
    internal static RunbookStep<FailbackContext> Step { get; } =
        new()
        {
            Number = 7,
            Title = "Back up (full) all databases on the destination (DR) SQL Server instances",
            Explanation =
                "Takes a full backup with checksum of every database at the mark, verifies each, and has the source instance read it: only then is production dropped.",
            Plan = context => [.. Actions(context).Values],
            Check = Check,
            Run = Run,
            Prove = context => context.Backups.Prove(),
        };

    private static StepCheck Check(FailbackContext context)
    {
        var destination = context.VerifyDestination(context.RequiredMark);
        if (!destination.IsConsistent)
            return StepCheck.Of(destination.Differences);
        return context.Backups.Missing().Count == 0
            ? StepCheck.Done("Every database that production needs is backed up, and the source instances can read the backups.")
            : StepCheck.Ready;
    }

    private static Dictionary<DatabaseKey, StepAction> Actions(FailbackContext context) =>
        context
            .Backups.Missing()
            .Select(database => database.DestinationKey)
            .ToDictionary(
                key => key,
                key => new StepAction(key.Server, key.Name, $"Back up in full to {context.BackupLocation} and verify the backup")
            );

    private static void Run(FailbackContext context, StepScope scope)
    {
        var actions = Actions(context);
        var recording = new object();
        foreach (var action in actions.Values)
            scope.Started(action);
        var results = new DatabaseSetBackup(context.Connector).Back(
            context.Topology,
            actions.Keys,
            new DatabaseSetBackupOptions { Folder = context.BackupLocation, ThrottleLimit = context.Options.ThrottleLimit },
            new Progress(progress => scope.Progress(actions[progress.Database], progress.DatabasePercent)),
            Ended,
            scope.Cancellation
        );
        if (results.FirstOrDefault(result => result.Error is not null)?.Error is { } error)
            throw error;

        // As each ends, on the thread that took it: a run that is cut off takes only those again that are missing.
        void Ended(DatabaseBackupResult result)
        {
            if (result.Error is { } failure)
            {
                scope.Failed(actions[result.Database], failure);
                return;
            }
            lock (recording)
                context.Facts.Record(Note(result, context.RequiredMark));
            scope.Ended(actions[result.Database]);
        }
    }

    private static BackupNote Note(DatabaseBackupResult result, string mark) =>
        new(result.Database.Name, result.Database.Server, result.File!.Paths, result.File.Position, mark);

    /// <summary>Progress told on the thread that makes it; <see cref="Progress{T}"/> would post it elsewhere and out of order.</summary>
    private sealed class Progress(Action<DatabaseSetProgress> report) : IProgress<DatabaseSetProgress>
    {
        public void Report(DatabaseSetProgress value) => report(value);
    }
}
