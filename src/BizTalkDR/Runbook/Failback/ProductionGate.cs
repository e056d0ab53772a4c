using BizTalkDR.Databases;
using BizTalkDR.Runbook.Failback.Production;
using BizTalkDR.Sql;

namespace BizTalkDR.Runbook.Failback;

/// <summary>
/// Production after step 8 is closed: it comes back protected, as its backup was, so that jobs and services change nothing before all of it is proven.
/// The first step after that opens it, to what it was before: READ_WRITE and MULTI_USER as a rule.
/// </summary>
/// <param name="context">The failback.</param>
internal sealed class ProductionGate(FailbackContext context)
{
    /// <summary>A database that is closed still, and the statements that open it.</summary>
    private sealed record Closed(ProductionDatabase Recorded, IReadOnlyList<string> Statements);

    /// <summary>Whether every restored database is as accessible as production was.</summary>
    public bool IsOpen => ReadClosed().Count == 0;

    /// <summary>What opens production; before it is back, what will open it.</summary>
    public IReadOnlyList<StepAction> Plan() =>
        context.IsPastRestore ? [.. ReadClosed().Select(each => Action(each.Recorded))] : [.. context.Before.Production.Select(Action)];

    /// <summary>Opens each database that is closed. From the first one on production takes in what no backup of step 7 holds.</summary>
    public void Open(StepScope scope)
    {
        var closed = ReadClosed();
        if (closed.Count == 0)
            return;
        if (!context.Facts.IsProductionOpened)
            context.Facts.RecordProductionOpened(context.RequiredMark);
        foreach (var (recorded, statements) in closed)
            scope.Do(Action(recorded), () => Open(recorded, statements, scope.Cancellation));
    }

    private void Open(ProductionDatabase recorded, IReadOnlyList<string> statements, CancellationToken cancellation)
    {
        using var connection = context.Connector.Open(context.Topology.Instance(recorded.Instance), null, cancellation);
        ProductionOptions.Apply(connection, statements);
    }

    private IReadOnlyList<Closed> ReadClosed() =>
        [
            .. context
                .Settings.Read()
                .Where(each => each.Now is { WasThere: true, State: "ONLINE" })
                .Select(each => new Closed(each.Recorded, ProductionOptions.Opening(each.Recorded, each.Now)))
                .Where(each => each.Statements.Count > 0),
        ];

    private static StepAction Action(ProductionDatabase recorded) =>
        new(
            recorded.Instance,
            recorded.Name,
            $"Open for use ({(recorded.IsReadOnly ? "READ_ONLY" : "READ_WRITE")}, {ProductionOptions.Access(recorded)})"
        )
        {
            Act = StepAct.Open,
        };
}
