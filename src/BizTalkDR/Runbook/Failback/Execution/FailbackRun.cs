using BizTalkDR.Runbook.Failback.Planning;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Services;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Execution;

/// <summary>Carries out a failback: restores production from the destination in twelve steps, all databases at the same log mark.</summary>
/// <param name="connector">Opens connections.</param>
/// <param name="services">Reaches the services of the BizTalk computers.</param>
/// <param name="topology">The two sides.</param>
/// <param name="options">How it is carried out.</param>
/// <param name="journal">Takes the record; an earlier run's journal is gone on with.</param>
public sealed class FailbackRun(
    IInstanceConnector connector,
    IServiceController services,
    Topology topology,
    FailbackOptions options,
    IJournal journal
)
{
    /// <summary>What the run knows: the mark, the databases. Filled while it runs.</summary>
    public FailbackFacts Facts { get; } = new(journal);

    /// <summary>Runs the steps; results come one by one.</summary>
    /// <param name="runbook">Which steps, and whether they are only shown.</param>
    /// <param name="watcher">Follows the run.</param>
    /// <param name="confirm">Asked before a step changes anything; in a run that only shows, told what would be done.</param>
    /// <param name="cancellationToken">Stops at the next safe point; the journal says where.</param>
    /// <exception cref="RunbookRefusedException">Something that must hold does not; nothing was changed.</exception>
    /// <exception cref="JournalException">
    /// The journal is of another runbook, group or topology, its run has ended, or it can't be written.
    /// </exception>
    /// <exception cref="Errors.OperatorLockException">Another operator is at work on one of the instances.</exception>
    /// <exception cref="Errors.BizTalkDRException">
    /// The plan is not signed off, was run already, is of another group or topology, or has not decided what is asked for.
    /// </exception>
    /// <exception cref="Restore.Saved.PlanOutdatedException">The world is not the one that the plan was made for.</exception>
    public IEnumerable<StepResult> Run(
        RunbookOptions runbook,
        IRunbookWatcher watcher,
        Func<RunbookStep, IReadOnlyList<StepAction>, bool> confirm,
        CancellationToken cancellationToken = default
    )
    {
        if (runbook is null)
            throw new ArgumentNullException(nameof(runbook));
        var plan = PlanFollowing.Of(options.Plan, journal, runbook.WhatIf);
        var chosen = plan is null ? options : PlanFollowing.On(options, plan);
        var steps = plan is null ? runbook : PlanFollowing.On(runbook, plan, goesOn: Facts.Plan is not null);
        return new RunbookRun<FailbackContext>(
            FailbackRunbook.Create(chosen.DocumentedOrder),
            connector,
            [.. topology.Source, .. topology.Destination],
            journal
        ).Run(
            new FailbackContext(connector, services, topology, chosen, journal, cancellationToken) { Plan = plan },
            steps,
            watcher,
            confirm,
            cancellationToken
        );
    }
}
