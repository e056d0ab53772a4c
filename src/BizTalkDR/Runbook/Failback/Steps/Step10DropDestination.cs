using BizTalkDR.Databases;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Steps;

/// <summary>Step 10: the destination's copies make room for log shipping's next ones.</summary>
internal static class Step10DropDestination
{
    internal static RunbookStep<FailbackContext> Step { get; } =
        new()
        {
            Number = 10,
            Title = "Drop all BizTalk Server-related databases on the destination (DR) SQL Server instances",
            Explanation =
                "Drops the destination's copies, after every production database is proven to come from its backup of step 7, to be open as production was, and to answer.",
            Plan = context => Dropping.Plan(Copies(context)),
            Check = context =>
                context.Production.NotBack() is { Count: > 0 } notBack ? StepCheck.Of(notBack)
                : Left(context).Count == 0 ? StepCheck.Done("None of the databases is there any more.")
                : StepCheck.Ready,
            Run = Run,
            Prove = context =>
                StepProof.Of(
                    Left(context).Select(position => $"{position.Database} on {position.Instance} is still there, {position.State}."),
                    $"{Copies(context).Count} databases are gone."
                ),
        };

    private static void Run(FailbackContext context, StepScope scope)
    {
        // The last good state goes only for a production that is proven to live, all of it, now.
        if (
            Left(context).Count > 0
            && (IReadOnlyList<string>)[.. context.Production.NotBack(), .. context.Production.NotAlive()] is { Count: > 0 } problems
        )
            throw new StepBlockedException(Step.Number, Step.Title, problems);
        new Dropping(context).Run(scope, Copies(context));
    }

    /// <summary>The copies that are dropped. What is on an instance that step 12 has handed back belongs to log shipping, which restores anew.</summary>
    private static IReadOnlyList<DatabaseKey> Copies(FailbackContext context) =>
        [.. context.DestinationKeys.Where(key => !context.Facts.HandedBack.Contains(key.Server, StringComparer.OrdinalIgnoreCase))];

    private static IReadOnlyList<DatabasePosition> Left(FailbackContext context) =>
        [.. context.ReadPositions(Copies(context)).Where(position => position.State != DatabaseState.Missing)];
}
