using BizTalkDR.DatabaseSets;
using BizTalkDR.Errors;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>Takes, verifies and identifies the full backups of the copies that production still needs: step 7, and step 6 in the page's order.</summary>
internal static class DestinationBackups
{
    /// <summary>An action for each backup that is missing.</summary>
    public static IReadOnlyList<StepAction> Plan(FailbackContext context) => [.. Actions(context).Values];

    /// <summary>Takes what is missing; the first failure is thrown when all have ended.</summary>
    public static void Take(FailbackContext context, StepScope scope)
    {
        var actions = Actions(context);
        if (actions.Count == 0)
            return;
        var homes = context.Databases.ToDictionary(database => database.DestinationKey);
        var recording = new object();
        var failures = new List<BizTalkDRException>();
        foreach (var action in actions.Values)
            scope.Started(action);
        new DatabaseSetBackup(context.Connector).Back(
            context.Topology,
            actions.Keys,
            new DatabaseSetBackupOptions
            {
                Folder = context.BackupLocation,
                ThrottleLimit = context.Options.ThrottleLimit,
                VerifyOn = key => context.Topology.Instance(homes[key].Source),
            },
            new Progress(progress => scope.Progress(actions[progress.Database], progress.DatabasePercent)),
            Ended,
            scope.Cancellation
        );
        if (failures.Count > 0)
            throw failures[0];

        // As each ends, on the thread that took it: a run that is cut off takes only those again that are missing.
        void Ended(DatabaseBackupResult result)
        {
            var failure = result.Error;
            try
            {
                if (failure is null)
                {
                    var note = context.Backups.Identify(homes[result.Database], result.File!);
                    lock (recording)
                        context.Facts.Record(note);
                }
            }
            catch (BizTalkDRException error)
            {
                failure = error;
            }
            if (failure is null)
            {
                scope.Ended(actions[result.Database]);
                return;
            }
            scope.Failed(actions[result.Database], failure);
            lock (recording)
                failures.Add(failure);
        }
    }

    private static Dictionary<DatabaseKey, StepAction> Actions(FailbackContext context) =>
        context
            .Backups.Missing()
            .Select(database => database.DestinationKey)
            .ToDictionary(
                key => key,
                key => new StepAction(key.Server, key.Name, $"Back up in full to {context.BackupLocation} and verify the backup")
                {
                    Act = StepAct.BackUp,
                    Subject = context.BackupLocation,
                }
            );

    /// <summary>Progress told on the thread that makes it; <see cref="Progress{T}"/> would post it elsewhere and out of order.</summary>
    private sealed class Progress(Action<DatabaseSetProgress> report) : IProgress<DatabaseSetProgress>
    {
        public void Report(DatabaseSetProgress value) => report(value);
    }
}
