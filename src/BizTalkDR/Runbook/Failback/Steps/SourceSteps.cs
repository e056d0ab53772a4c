using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Running;
using BizTalkDR.Runbook.Failback.Production;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Services;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>Steps 6 and 8: the databases on the source.</summary>
internal static class SourceSteps
{
    /// <summary>Step 6, after step 7 unless the documented order is asked for.</summary>
    internal static RunbookStep<FailbackContext> Drop { get; } =
        new()
        {
            Number = 6,
            Title = "Drop all BizTalk Server-related databases on the source (production) SQL Server instances",
            Explanation =
                "Drops production's databases, but none that has been restored from step 7's backup. It refuses while the destination is not online at the mark, while a BizTalk service runs, and, in the safer order, while a verified backup is missing.",
            IsDestructive = true,
            Plan = context => DestinationSteps.DropActions(SourceState.Former(context)),
            Check = CheckDrop,
            Run = (context, scope) => DestinationSteps.RunDrop(context, scope, SourceState.Former(context)),
            Prove = context =>
                StepProof.Of(
                    SourceState.Former(context).Select(key => $"{key.Name} on {key.Server} is still there."),
                    $"{context.SourceKeys.Count} databases are gone."
                ),
        };

    internal static RunbookStep<FailbackContext> Restore { get; } =
        new()
        {
            Number = 8,
            Title = "Restore (full) all BizTalk Server databases backed up in step 7 to the source (production) SQL Server instances",
            Explanation =
                "Restores each full backup with production's own file layout, then brings back owners and the options a restore does not keep (TRUSTWORTHY, ownership chaining, Service Broker).",
            IsDestructive = true,
            Plan = PlanRestore,
            Check = CheckRestore,
            Run = RunRestore,
            Prove = ProveRestore,
        };

    private static StepCheck CheckDrop(FailbackContext context)
    {
        if (SourceState.Former(context).Count == 0)
            return StepCheck.Done("None of the databases production had is there any more.");
        var problems = new List<string>(context.VerifyDestination(context.RequiredMark).Differences);
        problems.AddRange(
            context
                .ReadServices()
                .Where(service => service.State != BtsServiceState.Stopped)
                .Select(service => $"Service '{service.Name}' on {service.Computer} is not stopped.")
        );
        if (!context.Options.DocumentedOrder)
            problems.AddRange(SourceBackups.Prove(context) is { IsProven: false } proof ? proof.Evidence : []);
        return StepCheck.Of(problems);
    }

    private static IReadOnlyList<StepAction> PlanRestore(FailbackContext context)
    {
        var pending = SourceState.Pending(context);
        var restores = pending.All(database => SourceBackups.Find(context, database) is not null)
            ? Restores(context, pending).SelectMany(plan => plan.Actions.Select(action => RestoreStepObserver.Describe(plan, action)))
            : pending.Select(database => new StepAction(
                database.Source,
                database.Name,
                "Restore the full backup that step 7 takes, with production's file layout"
            ));
        var restored = pending.Select(database => (database.Source, database.Name)).ToList();
        var options = SourceOptions
            .Read(context)
            .Where(each => restored.Contains((each.Recorded.Instance, each.Recorded.Name)) ? each.Recorded.WasThere : each.Left.Count > 0)
            .Select(each => new StepAction(
                each.Recorded.Instance,
                each.Recorded.Name,
                $"Bring back owner and options ({Options(each.Recorded)})"
            ));
        return [.. restores, .. options];
    }

    private static IReadOnlyList<DatabasePlan> Restores(FailbackContext context, IReadOnlyList<FailbackDatabase> pending) =>
        pending.Count > 0 ? SourceBackups.Plan(context, pending).Require().Databases : [];

    private static string Options(ProductionDatabase production)
    {
        var options = new List<string> { $"owner {production.Owner ?? "unknown"}", $"recovery model {production.RecoveryModel}" };
        if (production.IsTrustworthy)
            options.Add("TRUSTWORTHY");
        if (production.IsDbChaining)
            options.Add("ownership chaining");
        if (production.IsBrokerEnabled)
            options.Add("Service Broker");
        return string.Join(", ", options);
    }

    private static StepCheck CheckRestore(FailbackContext context)
    {
        var pending = SourceState.Pending(context);
        if (pending.Any(database => SourceBackups.Find(context, database) is null))
            return StepCheck.Of(["The journal holds no verified full backup of every database: step 7 has not run with this journal."]);
        if (pending.Count > 0)
            return StepCheck.Of(SourceBackups.Plan(context, pending).Problems.Select(problem => $"{problem.Message} {problem.Remedy}"));
        if (SourceState.Differences(context) is { Count: > 0 } differences)
            return StepCheck.Of(differences);
        return SourceOptions.Differences(context).Count > 0
            ? StepCheck.Ready
            : StepCheck.Done($"All {context.Databases.Count} databases are online at mark {context.RequiredMark}, with their options.");
    }

    private static void RunRestore(FailbackContext context, StepScope scope)
    {
        if (SourceState.Pending(context) is { Count: > 0 } pending)
            context
                .Tools.Restores.RunAsync(
                    SourceBackups.Plan(context, pending).Require(),
                    context.Topology,
                    new RestoreRunOptions { ThrottleLimit = context.Options.ThrottleLimit, KillSessions = context.Options.EndSessions },
                    new RestoreStepObserver(scope),
                    scope.Cancellation
                )
                .GetAwaiter()
                .GetResult()
                .ThrowIfFailed();
        SourceOptions.BringBack(context, scope);
    }

    private static StepProof ProveRestore(FailbackContext context) =>
        StepProof.Of(
            [.. SourceState.Differences(context), .. SourceOptions.Differences(context)],
            $"All {context.Databases.Count} databases are online at mark {context.RequiredMark}, restored from step 7's backups.",
            "Owners and options are as production had them."
        );
}
