using BizTalkDR.Errors;
using BizTalkDR.Restore.Saved;
using BizTalkDR.Runbook.Failback.Plans;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Planning;

/// <summary>Whether a plan may be run: it is this group's, and the world is still the one that it was made for. Changes nothing.</summary>
/// <param name="context">The failback.</param>
/// <param name="plan">The plan.</param>
internal sealed class PlanGuard(FailbackContext context, FailbackPlan plan)
{
    /// <summary>Returns if the plan is of this group and of these instances.</summary>
    /// <param name="now">What the servers say of themselves.</param>
    /// <exception cref="BizTalkDRException"><c>PlanOfAnotherGroup</c>, <c>PlanOfAnotherTopology</c>.</exception>
    public void RequireSame(RunIdentity now)
    {
        var was = plan.World.About;
        // A group that no server can tell any more is still on the same instances, and its databases are compared one by one.
        if (was.Group is { } planned && now.Group is { } group && !planned.IsSame(group))
            throw Refused(
                "PlanOfAnotherGroup",
                $"The plan is of the group {plan.Group}, {planned}; the servers have the group {now.Topology ?? group.ManagementDatabase}, {group}."
            );
        RequireSame("source", was.Source, now.Source);
        RequireSame("destination", was.Destination, now.Destination);
    }

    /// <summary>Returns if everything that the plan builds on is as it was. Needs nothing that a run finds out before it begins.</summary>
    /// <param name="about">What the servers say of themselves.</param>
    /// <exception cref="PlanOutdatedException">Something is not; the error names all of it, each with what to do.</exception>
    /// <exception cref="RestorePlanUnsoundException">What step 4 would restore does not bring all databases to the mark.</exception>
    public void RequireUnchanged(RunIdentity about)
    {
        var restores = plan.Restore is { } restore
            ? new PlanChecker(context.Connector).Check(restore, context.Topology, context.Cancellation).Changes
            : [];
        Throw(FailbackPlanDrift.Of(plan.World, WorldReader.Read(context, about, Databases), restores));
    }

    /// <summary>Returns if the group has the databases that it had.</summary>
    /// <exception cref="PlanOutdatedException">It has others.</exception>
    public void RequireSameDatabases() => Throw(FailbackPlanDrift.Of(Databases, [.. context.SourceKeys, .. context.DestinationKeys]));

    /// <summary>Returns if a run would do what the plan lists, and nothing else.</summary>
    /// <param name="runbook">The steps.</param>
    /// <exception cref="PlanOutdatedException">It would not.</exception>
    public void RequireSameActs(RunbookDefinition<FailbackContext> runbook) =>
        Throw(
            FailbackPlanDrift.Of(
                plan.Acts,
                [.. ShownSteps.Read(runbook, context).SelectMany(step => step.Actions.Select(action => PlannedAct.Of(step.Number, action)))]
            )
        );

    private IReadOnlyList<DatabaseKey> Databases => [.. plan.World.Conditions.Select(condition => condition.Key)];

    private static void Throw(IReadOnlyList<PlanChange> changes)
    {
        if (changes.Count > 0)
            throw PlanOutdatedException.Of(changes);
    }

    private static void RequireSame(string side, RunSide was, RunSide now)
    {
        if (!string.Equals(was.Fingerprint, now.Fingerprint, StringComparison.Ordinal))
            throw Refused("PlanOfAnotherTopology", $"The {side} side of the plan is {was}; the topology given has {now}.");
    }

    private static BizTalkDRException Refused(string id, string message) =>
        new(id, ErrorKind.Conflict, message + " Nothing was changed.")
        {
            Remedy = "Give the topology that the plan was made for, or make a plan for this one (New-BtsFailbackPlan).",
        };
}
