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
                "Drops the destination's copies, after every production database is online at the mark with its owner and options.",
            Plan = context => Dropping.Plan(Copies(context)),
            Check = context =>
                context.Production.NotBack() is { Count: > 0 } notBack ? StepCheck.Of(notBack)
                : Left(context).Count == 0 ? StepCheck.Done("None of the databases is there any more.")
                : StepCheck.Ready,
            Run = (context, scope) => new Dropping(context).Run(scope, Copies(context)),
            Prove = context =>
                StepProof.Of(
                    Left(context).Select(position => $"{position.Database} on {position.Instance} is still there, {position.State}."),
                    $"{Copies(context).Count} databases are gone."
                ),
        };

    /// <summary>The copies that are dropped. What is on an instance that step 12 has handed back belongs to log shipping, which restores anew.</summary>
    private static IReadOnlyList<DatabaseKey> Copies(FailbackContext context) =>
        [.. context.DestinationKeys.Where(key => !context.Facts.HandedBack.Contains(key.Server, StringComparer.OrdinalIgnoreCase))];

    private static IReadOnlyList<DatabasePosition> Left(FailbackContext context) =>
        [.. context.ReadPositions(Copies(context)).Where(position => position.State != DatabaseState.Missing)];
}
