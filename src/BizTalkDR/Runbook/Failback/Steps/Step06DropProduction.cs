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
                "Drops production's databases, but none that has been restored from step 7's backup. It refuses while the destination is not online at the mark, while a BizTalk service runs, and, in the safer order, while a verified backup is missing.",
            Plan = context => Dropping.Plan(context.Production.Former()),
            Check = Check,
            Run = (context, scope) => new Dropping(context).Run(scope, context.Production.Former()),
            Prove = context =>
                StepProof.Of(
                    context.Production.Former().Select(key => $"{key.Name} on {key.Server} is still there."),
                    $"{context.SourceKeys.Count} databases are gone."
                ),
        };

    private static StepCheck Check(FailbackContext context)
    {
        if (context.Production.Former().Count == 0)
            return StepCheck.Done("None of the databases production had is there any more.");
        var problems = new List<string>(context.VerifyDestination(context.RequiredMark).Differences);
        problems.AddRange(
            new ServiceActions(context)
                .Read()
                .Where(service => service.State != BtsServiceState.Stopped)
                .Select(service => $"Service '{service.Name}' on {service.Computer} is not stopped.")
        );
        if (!context.Options.DocumentedOrder)
            problems.AddRange(context.Backups.Prove() is { IsProven: false } proof ? proof.Evidence : []);
        return StepCheck.Of(problems);
    }
}
