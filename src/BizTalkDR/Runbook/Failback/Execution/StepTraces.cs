using BizTalkDR.Runbook.Failback.Record;

namespace BizTalkDR.Runbook.Failback.Execution;

/// <summary>What the steps leave behind them, recorded when they have acted or were found done.</summary>
internal static class StepTraces
{
    /// <summary>The newest backup set that production has taken: from here on there must be none that is newer.</summary>
    public static void NewestSet(FailbackContext context, int step)
    {
        if (
            context.Facts.NewestSet is null
            && NewestSetReader.Read(context.Connector, context.Topology, context.Cancellation) is { } newest
        )
            context.Facts.Record(newest);
    }

    /// <summary>The copies.</summary>
    public static void Copies(FailbackContext context, int step) => context.Left.RecordNew(step, context.DestinationKeys);

    /// <summary>Production's databases.</summary>
    public static void Production(FailbackContext context, int step) => context.Left.RecordNew(step, context.SourceKeys);

    /// <summary>Production's databases, which a step may have opened, and the copies, which it has dropped.</summary>
    public static void ProductionAndCopies(FailbackContext context, int step)
    {
        Production(context, step);
        Copies(context, step);
    }
}
