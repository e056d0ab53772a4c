using System.Diagnostics;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Runbook.Outlook;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook;

/// <summary>
/// Carries out a runbook. Nothing is changed before everything that can be checked by reading has been checked; one operator at a time; each act leaves
/// its record in the journal, and a run that was cut off goes on with the same journal.
/// </summary>
/// <typeparam name="TContext">What the steps share.</typeparam>
/// <param name="runbook">What is carried out.</param>
/// <param name="connector">Opens the connections that hold the operator locks.</param>
/// <param name="instances">Where one operator at a time may work.</param>
/// <param name="journal">Takes the record; an earlier run's journal is gone on with.</param>
public sealed class RunbookRun<TContext>(
    RunbookDefinition<TContext> runbook,
    IInstanceConnector connector,
    IReadOnlyList<InstanceReference> instances,
    IJournal journal
)
{
    /// <summary>Runs the steps; results come one by one.</summary>
    /// <param name="context">What the steps share.</param>
    /// <param name="options">Which steps, and whether they are only shown.</param>
    /// <param name="watcher">Follows the run.</param>
    /// <param name="confirm">Asked before a step changes anything; in a run that only shows, told what would be done.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the journal says where.</param>
    /// <exception cref="RunbookRefusedException">Something that must hold does not; nothing was changed.</exception>
    /// <exception cref="JournalException">
    /// The journal is of another runbook, group or topology, its run has ended, or it can't be written.
    /// </exception>
    /// <exception cref="Errors.OperatorLockException">Another operator is at work on one of the instances.</exception>
    public IEnumerable<StepResult> Run(
        TContext context,
        RunbookOptions options,
        IRunbookWatcher watcher,
        Func<RunbookStep, IReadOnlyList<StepAction>, bool> confirm,
        CancellationToken cancellationToken = default
    )
    {
        if (options is null)
            throw new ArgumentNullException(nameof(options));
        journal.Header?.RequireRunbook(runbook.Id);
        RunProgress.Of(journal.Entries, runbook.Steps.Select(step => step.Number)).RequireUnended(journal.Header);
        Refuse(runbook.CheckAccess(context));
        var about = runbook.Identify(context);
        journal.Header?.Require(about);

        var locks = new List<OperatorLock>();
        try
        {
            if (!options.WhatIf)
                foreach (var instance in instances)
                    locks.Add(OperatorLock.Acquire(connector, instance, cancellationToken));

            runbook.Recall(context, options);
            Refuse(runbook.Check(context, options));
            var outlook = runbook.Foresee(context);
            var isBegun = AskToBegin(context, options, outlook);
            if (!options.WhatIf)
            {
                if (journal.Header is null)
                    journal.Begin(JournalHeader.Of(runbook.Id, about));
                runbook.Record(context);
                if (outlook is not null)
                    journal.WriteFact(RunOutlook.Fact, outlook);
            }

            bool AskAndLook(RunbookStep step, IReadOnlyList<StepAction> actions)
            {
                if ((!options.WhatIf && !isBegun) || !confirm(step, actions))
                    return false;
                locks.ForEach(held => held.EnsureHeld());
                return true;
            }

            var runner = new RunbookRunner<TContext>(journal, watcher, AskAndLook);
            foreach (var result in runner.Run(runbook, context, options, cancellationToken))
                yield return result;
        }
        finally
        {
            foreach (var held in locks)
                held.Dispose();
        }
    }

    // The answer may have taken long: what must hold before the first step is looked at again.
    private bool AskToBegin(TContext context, RunbookOptions options, RunOutlook? outlook)
    {
        if (outlook is null || options.Begin is not { } begin)
            return true;
        var asked = Stopwatch.StartNew();
        if (!begin(outlook))
            return false;
        if (!options.WhatIf && asked.Elapsed > options.CheckAgainAfter)
        {
            runbook.Forget(context);
            Refuse(runbook.Check(context, options));
        }
        return true;
    }

    private void Refuse(IReadOnlyList<string> problems)
    {
        if (problems.Count > 0)
            throw runbook.Refusal(problems);
    }
}
