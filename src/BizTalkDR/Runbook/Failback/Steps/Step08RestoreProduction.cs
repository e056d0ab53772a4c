using BizTalkDR.Restore.Running;
using BizTalkDR.Runbook.Failback.Record;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>Step 8: production comes back from step 7's backups, with its files, owners and options.</summary>
internal static class Step08RestoreProduction
{
    internal static RunbookStep<FailbackContext> Step { get; } =
        new()
        {
            Number = 8,
            Title = "Restore (full) all BizTalk Server databases backed up in step 7 to the source (production) SQL Server instances",
            Explanation =
                "Restores each full backup with production's own file layout, after the backups were identified once more, then brings back owners and the options a restore does not keep (TRUSTWORTHY, ownership chaining, Service Broker). Production stays protected (READ_ONLY) until the next step opens it.",
            Plan = Plan,
            Check = Check,
            Run = Run,
            Prove = context =>
                StepProof.Of(
                    [.. context.Production.NotBack(), .. Unprotected(context)],
                    $"All {context.Databases.Count} databases are online at mark {context.RequiredMark}, restored from step 7's backups.",
                    "Owners and options are as production had them; nothing is written into it before the next step opens it."
                ),
        };

    private static IReadOnlyList<StepAction> Plan(FailbackContext context)
    {
        var pending = context.Production.Pending();
        var keys = pending.Select(database => database.SourceKey).ToList();
        var settings = context
            .Settings.Compare()
            .Where(each => keys.Contains(each.Recorded.Key) ? each.Recorded.WasThere : each.Left.Count > 0)
            .Select(each => ProductionSettings.Describe(each.Recorded));
        return [.. GivingUp(context, Restores(context, pending)), .. settings];
    }

    // Where step 6 was left out, what production had is still there, and goes when it is restored over. Beforehand step 6 is shown to have dropped it.
    private static IEnumerable<StepAction> GivingUp(FailbackContext context, IEnumerable<StepAction> restores)
    {
        var former = context.Runbook.Includes(6) ? [] : context.Production.Former();
        return restores.Select(action =>
            action with
            {
                GivesUpProduction = action.Database is { } name && former.Contains(new Topologies.DatabaseKey(action.Server, name)),
            }
        );
    }

    private static IEnumerable<StepAction> Restores(FailbackContext context, IReadOnlyList<FailbackDatabase> pending)
    {
        if (pending.Count == 0)
            return [];
        if (pending.All(database => context.Backups.Find(database) is not null))
            return context
                .Backups.Plan(pending)
                .Require()
                .Databases.SelectMany(plan => plan.Actions.Select(action => RestoreStepObserver.Describe(plan, action)));
        var former = context.Runbook.Includes(6) ? [] : context.Production.Former();
        return pending.Select(database => new StepAction(
            database.Source,
            database.Name,
            "Restore the full backup that step 7 takes, with production's file layout",
            // What was offline leaves its files behind when it is dropped, and is restored over them.
            IsDestructive: former.Contains(database.SourceKey) || context.Before.Find(database.SourceKey) is { LeavesFiles: true }
        )
        {
            Act = StepAct.Restore,
        });
    }

    private static StepCheck Check(FailbackContext context)
    {
        var pending = context.Production.Pending();
        if (pending.Count > 0 && context.Facts.IsProductionOpened)
            return StepCheck.Of(pending.Select(PastRestore));
        if (pending.Any(database => context.Backups.Find(database) is null))
            return StepCheck.Of(["The journal holds no verified full backup of every database: step 7 has not run with this journal."]);
        if (pending.Count > 0 && context.Backups.Problems(pending) is { Count: > 0 } problems)
            return StepCheck.Of(problems);
        if (pending.Count > 0)
            return StepCheck.Of(context.Backups.Plan(pending).Problems.Select(problem => $"{problem.Message} {problem.Remedy}"));
        if (context.Production.Differences() is { Count: > 0 } differences)
            return StepCheck.Of(differences);
        return context.Settings.Compare().Any(each => each.Left.Count > 0)
            ? StepCheck.Ready
            : StepCheck.Done($"All {context.Databases.Count} databases are online at mark {context.RequiredMark}, with their options.");
    }

    // Each part by itself: what is restored is not restored again, what is set is not set again.
    private static void Run(FailbackContext context, StepScope scope)
    {
        if (context.Production.Pending() is { Count: > 0 } pending)
            Restore(context, scope, pending);
        context.Settings.BringBack(scope);
    }

    private static void Restore(FailbackContext context, StepScope scope, IReadOnlyList<FailbackDatabase> pending)
    {
        var problems = context.Facts.IsProductionOpened ? [.. pending.Select(PastRestore)] : context.Backups.Problems(pending);
        if (problems.Count > 0)
            throw new StepBlockedException(Step.Number, Step.Title, problems);
        new RestoreRunner(context.Connector)
            .Run(
                context.Backups.Plan(pending).Require(),
                context.Topology,
                new RestoreRunOptions { ThrottleLimit = context.Options.ThrottleLimit, KillSessions = context.Options.EndSessions },
                new RestoreStepObserver(scope),
                scope.Cancellation
            )
            .ThrowIfFailed();
    }

    private static string PastRestore(FailbackDatabase database) =>
        $"{database.Name} on {database.Source} is not there as step 8 restored it, and production was opened since: to restore it alone to the mark, beside "
        + "others that have worked, would give a mixture. Bring it back from a backup taken since, or drop all of production's databases of the group "
        + "and begin a new failback from the copies, which are kept.";

    private static IEnumerable<string> Unprotected(FailbackContext context) =>
        context.Facts.IsProductionOpened
            ? []
            : context
                .Settings.Compare()
                .SelectMany(each =>
                    each.Left.Select(statement => $"{each.Recorded.Name} on {each.Recorded.Instance} still needs: {statement}")
                );
}
