using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Execution;

/// <summary>
/// Carries out a failback: restores production from the destination in twelve steps, all databases at the same log mark. Nothing is changed
/// before everything that can be checked by reading has been checked; one operator at a time; each act leaves its record in the journal, and a run
/// that was cut off goes on with the same journal.
/// </summary>
/// <param name="tools">What it works with.</param>
/// <param name="topology">The two sides.</param>
/// <param name="options">How it is carried out.</param>
/// <param name="journal">Takes the record; an earlier run's journal is gone on with.</param>
public sealed class FailbackRun(FailbackTools tools, Topology topology, FailbackOptions options, IJournal journal)
{
    /// <summary>What the run knows: the mark, the databases. Filled while it runs.</summary>
    public FailbackFacts Facts { get; } = new(journal);

    /// <summary>Runs the steps; results come one by one.</summary>
    /// <param name="runbook">Which steps, and whether they are only shown.</param>
    /// <param name="watcher">Follows the run.</param>
    /// <param name="confirm">Asked before a step changes anything; in a run that only shows, told what would be done.</param>
    /// <param name="cancellation">Stops at the next safe point; the journal says where.</param>
    /// <exception cref="FailbackRefusedException">Something that must hold does not; nothing was changed.</exception>
    /// <exception cref="Errors.OperatorLockException">Another operator is at work on one of the instances.</exception>
    public IEnumerable<StepResult> Run(
        RunbookOptions runbook,
        IRunbookWatcher watcher,
        Func<RunbookStep<FailbackContext>, IReadOnlyList<StepAction>, bool> confirm,
        CancellationToken cancellation = default
    )
    {
        if (runbook is null)
            throw new ArgumentNullException(nameof(runbook));
        var context = new FailbackContext(tools, topology, options, journal, cancellation);
        Refuse(FailbackPreflight.CheckInstances(context));

        var locks = new List<OperatorLock>();
        try
        {
            if (!runbook.WhatIf)
                foreach (var instance in topology.Source.Concat(topology.Destination))
                    locks.Add(OperatorLock.Acquire(tools.Connector, instance, cancellation));

            var earlier = HasActed() ? context.Facts.Before : null;
            context.Before =
                earlier is null ? FailbackRecorder.Read(context)
                : HasActed(6, 8) ? earlier
                : FailbackRecorder.Refresh(context, earlier);
            if (earlier is null && (WillRun(runbook, 6) || WillRun(runbook, 8)))
                EarlierFailback.Refuse(context);
            Refuse(FailbackPreflight.Check(context, number => WillRun(runbook, number)));
            if (context.Before != earlier && !runbook.WhatIf)
                context.Facts.Record(context.Before);

            bool AskAndLook(RunbookStep<FailbackContext> step, IReadOnlyList<StepAction> actions)
            {
                if (!confirm(step, actions))
                    return false;
                locks.ForEach(held => held.EnsureHeld());
                return true;
            }

            var runner = new RunbookRunner<FailbackContext>(journal, watcher, AskAndLook);
            foreach (var result in runner.Run(FailbackRunbook.Steps(options.DocumentedOrder), context, runbook, cancellation))
                yield return result;
        }
        finally
        {
            foreach (var held in locks)
                held.Dispose();
        }
    }

    /// <summary>Whether an earlier run has begun an action, of these steps where any are named.</summary>
    private bool HasActed(params int[] steps) =>
        journal.Entries.Any(entry =>
            entry is { Kind: JournalEntryKind.ActionStarted, Step: { } step } && (steps.Length == 0 || steps.Contains(step))
        );

    private static bool WillRun(RunbookOptions runbook, int number) =>
        (runbook.Only.Count == 0 || runbook.Only.Contains(number)) && !runbook.Skip.Contains(number);

    private static void Refuse(IReadOnlyList<string> problems)
    {
        if (problems.Count > 0)
            throw new FailbackRefusedException("FailbackRefused", problems);
    }
}
