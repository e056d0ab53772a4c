using BizTalkDR.Databases;
using BizTalkDR.DatabaseSets;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Running;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>Steps 4, 7 and 10: the databases on the destination.</summary>
internal static class DestinationSteps
{
    internal static RunbookStep<FailbackContext> RestoreToMark { get; } =
        new()
        {
            Number = 4,
            Title = "Restore all databases with STOPATMARK on the destination (DR) SQL Server instances",
            Explanation =
                "Rolls every database forward to the same log mark and recovers them all only when each has reached it. The mark is the one named, or the recommended one.",
            IsDestructive = true,
            Plan = context =>
                [
                    .. Require(context)
                        .Databases.SelectMany(plan => plan.Actions.Select(action => RestoreStepObserver.Describe(plan, action))),
                ],
            Check = Check,
            Run = Run,
            Prove = context => ProveAtMark(context.VerifyDestination(context.RequiredMark)),
        };

    internal static RunbookStep<FailbackContext> Backup { get; } =
        new()
        {
            Number = 7,
            Title = "Back up (full) all databases on the destination (DR) SQL Server instances",
            Explanation =
                "Takes a full backup with checksum of every database at the mark, verifies each, and has the source instance read it: only then is production dropped.",
            Plan = context => [.. BackupActions(context).Values],
            Check = context =>
            {
                var destination = context.VerifyDestination(context.RequiredMark);
                if (!destination.IsConsistent)
                    return StepCheck.Of(destination.Differences);
                return SourceBackups.Missing(context).Count == 0
                    ? StepCheck.Done("Every database that production needs is backed up, and the source instances can read the backups.")
                    : StepCheck.Ready;
            },
            Run = RunBackup,
            Prove = context => SourceBackups.Prove(context),
        };

    internal static RunbookStep<FailbackContext> Drop { get; } =
        new()
        {
            Number = 10,
            Title = "Drop all BizTalk Server-related databases on the destination (DR) SQL Server instances",
            Explanation =
                "Drops the destination's copies, after every production database is online at the mark with its owner and options.",
            IsDestructive = true,
            Plan = context => DropActions(Copies(context)),
            Check = context =>
            {
                var notBack = SourceState.NotBack(context);
                return notBack.Count > 0 ? StepCheck.Of(notBack) : CheckGone(context, Copies(context));
            },
            Run = (context, scope) => RunDrop(context, scope, Copies(context)),
            Prove = context => ProveGone(context, Copies(context)),
        };

    /// <summary>The copies that step 10 drops. What is on an instance that step 12 has handed back belongs to log shipping, which restores anew.</summary>
    private static IReadOnlyList<DatabaseKey> Copies(FailbackContext context) =>
        [.. context.DestinationKeys.Where(key => !context.Facts.HandedBack.Contains(key.Server, StringComparer.OrdinalIgnoreCase))];

    internal static StepProof ProveAtMark(DatabaseSetVerification verification) =>
        verification.IsConsistent
            ? new StepProof(
                true,
                [$"All {verification.Databases.Count} databases are online at mark {verification.Mark}, read from MarkLog."]
            )
            : new StepProof(false, verification.Differences);

    internal static IReadOnlyList<StepAction> DropActions(IEnumerable<DatabaseKey> keys) =>
        [.. keys.Select(key => new StepAction(key.Server, key.Name, "Drop the database", IsDestructive: true))];

    private static StepCheck CheckGone(FailbackContext context, IReadOnlyList<DatabaseKey> keys) =>
        context.ReadPositions(keys).All(position => position.State == DatabaseState.Missing)
            ? StepCheck.Done("None of the databases is there any more.")
            : StepCheck.Ready;

    private static StepProof ProveGone(FailbackContext context, IReadOnlyList<DatabaseKey> keys) =>
        StepProof.Of(
            context
                .ReadPositions(keys)
                .Where(position => position.State != DatabaseState.Missing)
                .Select(position => $"{position.Database} on {position.Instance} is still there, {position.State}."),
            $"{keys.Count} databases are gone."
        );

    internal static void RunDrop(FailbackContext context, StepScope scope, IReadOnlyList<DatabaseKey> keys)
    {
        var actions = DropActions(keys);
        foreach (var action in actions)
            scope.Started(action);
        var results = context
            .Tools.Remover.RemoveAsync(
                context.Topology,
                keys,
                new DatabaseRemovalOptions { KillSessions = context.Options.EndSessions, ThrottleLimit = context.Options.ThrottleLimit },
                scope.Cancellation
            )
            .GetAwaiter()
            .GetResult();
        foreach (var result in results)
        {
            var action = actions.First(action =>
                FailbackContext.IsSame(action.Server, result.Instance) && FailbackContext.IsSame(action.Database!, result.Database)
            );
            if (result.Error is null)
                scope.Ended(action);
            else
                scope.Failed(action, result.Error);
        }
        if (results.FirstOrDefault(result => result.Error is not null)?.Error is { } error)
            throw error;
    }

    private static RestorePlan Require(FailbackContext context) => context.PlanDestination().Require();

    private static StepCheck Check(FailbackContext context)
    {
        var wanted = context.Options.Mark ?? context.Mark?.Name;
        var now = context.VerifyDestination(wanted);
        if (now.IsConsistent)
        {
            if (context.Mark?.Name != now.Mark)
                context.Facts.Record(new ChosenMark(now.Mark!, "The databases were at this mark already, all of them online."));
            return StepCheck.Done($"All {now.Databases.Count} databases are online at mark {now.Mark} already.");
        }
        return StepCheck.Of(context.PlanDestination().Problems.Select(problem => $"{problem.Message} {problem.Remedy}"));
    }

    private static void Run(FailbackContext context, StepScope scope)
    {
        var plan = Require(context);
        context.Facts.Record(new ChosenMark(plan.Mark!.Name, plan.Mark.RuleText));
        context
            .Tools.Restores.RunAsync(
                plan,
                context.Topology,
                new RestoreRunOptions { ThrottleLimit = context.Options.ThrottleLimit, KillSessions = context.Options.EndSessions },
                new RestoreStepObserver(scope),
                scope.Cancellation
            )
            .GetAwaiter()
            .GetResult()
            .ThrowIfFailed();
        context.Forget();
    }

    private static void RunBackup(FailbackContext context, StepScope scope)
    {
        var actions = BackupActions(context);
        foreach (var action in actions.Values)
            scope.Started(action);
        var results = context
            .Tools.Backups.BackupAsync(
                context.Topology,
                actions.Keys,
                new DatabaseSetBackupOptions { Folder = context.BackupLocation, ThrottleLimit = context.Options.ThrottleLimit },
                new DirectProgress<DatabaseSetProgress>(progress => scope.Progress(actions[progress.Database], progress.DatabasePercent)),
                scope.Cancellation
            )
            .GetAwaiter()
            .GetResult();
        foreach (var result in results)
        {
            if (result.Error is null)
            {
                context.Facts.Record(AsFact(result, context.RequiredMark));
                scope.Ended(actions[result.Database]);
            }
            else
                scope.Failed(actions[result.Database], result.Error);
        }
        if (results.FirstOrDefault(result => result.Error is not null)?.Error is { } error)
            throw error;
    }

    private static Dictionary<DatabaseKey, StepAction> BackupActions(FailbackContext context) =>
        SourceBackups
            .Missing(context)
            .Select(database => new DatabaseKey(database.Destination, database.Name))
            .ToDictionary(
                key => key,
                key => new StepAction(key.Server, key.Name, $"Back up in full to {context.BackupLocation} and verify the backup")
            );

    private static BackupFact AsFact(DatabaseBackupResult result, string mark) =>
        new(result.Database.Name, result.Database.Server, result.File!.Paths, result.File.Position, mark);
}
