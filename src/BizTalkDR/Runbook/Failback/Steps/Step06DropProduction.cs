using BizTalkDR.Services;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>Step 6, after step 7 unless the documented order is asked for: production makes room for what comes back.</summary>
internal static class Step06DropProduction
{
    internal static RunbookStep<FailbackContext> Step { get; } =
        new()
        {
            Number = 6,
            Title = "Drop all BizTalk Server-related databases on the source (production) SQL Server instances",
            Explanation =
                "Drops production's databases, but none that has been restored from step 7's backup, and none that is not the one that was there when the failback began. It refuses while the destination is not online at the mark, while a BizTalk service runs, and while one of them has no identified, verified backup at the mark. In the page's order it takes these backups itself before it drops anything.",
            Plan = context =>
                [
                    .. context.Options.DocumentedOrder ? DestinationBackups.Plan(context) : [],
                    .. Dropping.PlanOfProduction(context.Production.Former()),
                ],
            Check = Check,
            Run = Run,
            Prove = context =>
                StepProof.Of(
                    context.Production.Former().Select(key => $"{key.Name} on {key.Server} is still there."),
                    $"{context.SourceKeys.Count} databases are gone."
                ),
        };

    private const string PastRestore =
        "Production was opened for use already, and has worked since: nothing of it is dropped any more by this run.";

    private static StepCheck Check(FailbackContext context)
    {
        if (context.Production.Former().Count == 0)
            return StepCheck.Done("None of the databases production had is there any more.");
        if (context.Facts.IsProductionOpened)
            return StepCheck.Of([PastRestore]);
        var problems = new List<string>(context.VerifyDestination(context.RequiredMark).Differences);
        problems.AddRange(context.Production.Strangers());
        problems.AddRange(
            new ServiceActions(context)
                .Read()
                .Where(service => service.State != BtsServiceState.Stopped)
                .Select(service => $"Service '{service.Name}' on {service.Computer} is not stopped.")
        );
        if (!context.Options.DocumentedOrder)
            problems.AddRange(Unproven(context));
        return StepCheck.Of(problems);
    }

    private static void Run(FailbackContext context, StepScope scope)
    {
        if (context.Options.DocumentedOrder)
            DestinationBackups.Take(context, scope);
        // Whatever the order, and however long the answer took: nothing of production goes before what replaces it is there.
        IReadOnlyList<string> problems =
        [
            .. context.Facts.IsProductionOpened ? [PastRestore] : Array.Empty<string>(),
            .. Unproven(context),
            .. context.Production.Strangers(),
        ];
        if (problems.Count > 0)
            throw new StepBlockedException(Step.Number, Step.Title, problems);
        new Dropping(context).Run(scope, context.Production.Former());
    }

    private static IReadOnlyList<string> Unproven(FailbackContext context) =>
        context.Backups.Prove() is { IsProven: false } proof ? proof.Evidence : [];
}
