using BizTalkDR.Agent;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Runbook.Failback.Steps;
using BizTalkDR.Services;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Execution;

/// <summary>
/// Whether the world is still the one that the run has left: asked before every step, and before the first step of a run that is gone on with. A failback
/// that was called off, and whose journal is found an hour later, is known by it: jobs enabled, services started, newer backup sets, other databases.
/// </summary>
/// <param name="context">The failback.</param>
internal sealed class StillAsLeft(FailbackContext context)
{
    private const string NewRun = "If this failback was called off, begin a new one with a new journal.";

    /// <summary>What somebody else has changed, a sentence or two each, with what to do.</summary>
    public IReadOnlyList<string> Changes() =>
        [
            .. context.Left.Changes(),
            .. Jobs(1, 11, context.Before.BackupJobs, InstanceSide.Source),
            .. Jobs(3, 12, context.Before.RestoreJobs, InstanceSide.Destination),
            .. Services(),
            .. Sets(),
        ];

    // What a step has disabled stays so until the step that enables it has begun.
    private IReadOnlyList<string> Jobs(int disabling, int enabling, IReadOnlyList<JobNote> jobs, InstanceSide side)
    {
        if (!context.Facts.HasEndedWell(disabling) || context.Facts.HasBegun(enabling))
            return [];
        try
        {
            return new JobActions(context, jobs, side).ProveAll(areEnabled: false) is { IsProven: false } proof
                ?
                [
                    .. proof.Evidence.Select(evidence =>
                        $"{evidence} Step {disabling} had disabled it. Disable it again to go on. {NewRun}"
                    ),
                ]
                : [];
        }
        catch (JobException error)
        {
            return [$"{error.Message} Step {disabling} had disabled it. {NewRun}"];
        }
    }

    private IReadOnlyList<string> Services() =>
        context.Facts.HasEndedWell(5)
        && !context.Facts.HasBegun(9)
        && !context.Facts.IsProductionOpened
        && new ServiceActions(context).ProveAll(BtsServiceState.Stopped) is { IsProven: false } proof
            ? [.. proof.Evidence.Select(evidence => $"{evidence} Step 5 had stopped it. Stop it again to go on. {NewRun}")]
            : [];

    // Sets that were taken since: production has worked on, and going back to the mark would lose it.
    private IReadOnlyList<string> Sets() =>
        context.Facts.NewestSet is { } known
        && !context.Facts.HasTouchedProduction(context.SourceKeys)
        && NewestSetReader.Read(context.Connector, context.Topology, context.Cancellation) is { } now
        && now.BackupSetId > known.BackupSetId
            ?
            [
                $"Production has taken backup set {now.BackupSetId}{(now.MarkName is null ? "" : $" (mark {now.MarkName})")} since step 1 disabled its backup jobs; the "
                    + $"newest was {known.BackupSetId}{(known.MarkName is null ? "" : $" (mark {known.MarkName})")} then. To go on would put production back before it. "
                    + "Begin a new failback with a new journal.",
            ]
            : [];
}
