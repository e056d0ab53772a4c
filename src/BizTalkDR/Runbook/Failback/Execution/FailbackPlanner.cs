using BizTalkDR.Runbook.Failback.Planning;
using BizTalkDR.Runbook.Failback.Plans;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Runbook.Outlook;
using BizTalkDR.Services;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Execution;

/// <summary>Plans a failback: reads all that a run reads which only shows, and does nothing.</summary>
/// <param name="connector">Opens connections.</param>
/// <param name="services">Reaches the services of the BizTalk computers.</param>
/// <param name="topology">The two sides.</param>
/// <param name="options">How it is to be carried out.</param>
public sealed class FailbackPlanner(IInstanceConnector connector, IServiceController services, Topology topology, FailbackOptions options)
{
    /// <summary>The plan.</summary>
    /// <param name="runbook">Which steps.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="RunbookRefusedException">Something that must hold does not: all of it is named.</exception>
    /// <exception cref="StepException">A step would refuse.</exception>
    public FailbackPlan Make(RunbookOptions runbook, CancellationToken cancellationToken = default)
    {
        if (runbook is null)
            throw new ArgumentNullException(nameof(runbook));
        var journal = new MemoryJournal();
        var context = new FailbackContext(connector, services, topology, options with { Plan = null }, journal, cancellationToken);
        var definition = FailbackRunbook.Create(options.DocumentedOrder);
        RunOutlook? outlook = null;
        var shown = new RunbookRun<FailbackContext>(definition, connector, [.. topology.Source, .. topology.Destination], journal).Run(
            context,
            runbook with
            {
                WhatIf = true,
                Begin = ahead =>
                {
                    outlook = ahead;
                    return true;
                },
            },
            new ShownSteps.Unwatched(),
            (_, _) => false,
            cancellationToken
        );
        var steps = ShownSteps.Require([.. shown]);
        return new PlanMaker(context).Make(definition.Identify(context), outlook!, steps);
    }
}
