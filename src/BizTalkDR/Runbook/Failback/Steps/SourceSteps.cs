using BizTalkDR.Restore.Running;
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
        var restores = DestinationSteps.HasAllBackups(context)
            ? SourceBackups
                .Plan(context)
                .Require()
                .Databases.SelectMany(plan => plan.Actions.Select(action => RestoreStepObserver.Describe(plan, action)))
            : context.SourceKeys.Select(key => new StepAction(
                key.Server,
                key.Name,
                "Restore the full backup that step 7 takes, with production's file layout"
            ));
        var options = context
            .Before.Production.Where(production => production.WasThere)
            .Select(production => new StepAction(
                production.Instance,
                production.Name,
                $"Bring back owner and options ({Options(production)})"
            ));
        return [.. restores, .. options];
    }

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
        if (!DestinationSteps.HasAllBackups(context))
            return StepCheck.Of(["The journal holds no verified full backup of every database: step 7 has not run with this journal."]);
        if (SourceState.Differences(context).Count > 0)
            return StepCheck.Of(SourceBackups.Plan(context).Problems.Select(problem => $"{problem.Message} {problem.Remedy}"));
        return Differences(context).Any()
            ? StepCheck.Ready
            : StepCheck.Done($"All {context.Databases.Count} databases are online at mark {context.RequiredMark}, with their options.");
    }

    private static void RunRestore(FailbackContext context, StepScope scope)
    {
        if (SourceState.Differences(context).Count > 0)
            context
                .Tools.Restores.RunAsync(
                    SourceBackups.Plan(context).Require(),
                    context.Topology,
                    new RestoreRunOptions { ThrottleLimit = context.Options.ThrottleLimit, KillSessions = context.Options.EndSessions },
                    new RestoreStepObserver(scope),
                    scope.Cancellation
                )
                .GetAwaiter()
                .GetResult()
                .ThrowIfFailed();
        BringBackOptions(context, scope);
    }

    private static void BringBackOptions(FailbackContext context, StepScope scope)
    {
        var now = ReadNow(context);
        foreach (var instance in context.Before.Production.GroupBy(production => production.Instance, StringComparer.OrdinalIgnoreCase))
        {
            using var connection = context.Tools.Connector.Open(context.Topology.Instance(instance.Key), null, scope.Cancellation);
            foreach (var recorded in instance)
            {
                var statements = ProductionOptions.Statements(recorded, now[(recorded.Instance, recorded.Name)]);
                foreach (var statement in statements)
                    scope.Do(
                        new StepAction(recorded.Instance, recorded.Name, statement),
                        () => ProductionOptions.Apply(connection, [statement])
                    );
            }
        }
    }

    private static StepProof ProveRestore(FailbackContext context) =>
        StepProof.Of(
            [.. SourceState.Differences(context), .. Differences(context)],
            $"All {context.Databases.Count} databases are online at mark {context.RequiredMark}, restored from step 7's backups.",
            "Owners and options are as production had them."
        );

    private static IEnumerable<string> Differences(FailbackContext context)
    {
        var now = ReadNow(context);
        return context.Before.Production.SelectMany(recorded =>
            ProductionOptions.Differences(recorded, now[(recorded.Instance, recorded.Name)])
        );
    }

    private static Dictionary<(string, string), ProductionDatabase> ReadNow(FailbackContext context)
    {
        var reader = new ProductionReader(context.Tools.Connector);
        return context
            .Before.Production.GroupBy(production => production.Instance, StringComparer.OrdinalIgnoreCase)
            .SelectMany(group =>
                reader.Read(context.Topology.Instance(group.Key), group.Select(production => production.Name), context.Cancellation)
            )
            .ToDictionary(production => (production.Instance, production.Name));
    }
}
