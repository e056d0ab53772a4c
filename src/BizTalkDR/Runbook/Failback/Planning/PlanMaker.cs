using BizTalkDR.Databases;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Runbook.Failback.Plans;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Runbook.Outlook;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Planning;

/// <summary>Puts together what was found out ahead of a failback.</summary>
/// <param name="context">The failback, with what there is before anything is changed.</param>
internal sealed class PlanMaker(FailbackContext context)
{
    /// <summary>The plan.</summary>
    /// <param name="about">The group and the instances.</param>
    /// <param name="outlook">What lies ahead.</param>
    /// <param name="steps">The steps, as they were shown.</param>
    public FailbackPlan Make(RunIdentity about, RunOutlook outlook, IReadOnlyList<StepResult> steps)
    {
        var starter = RunStarter.Now([]);
        var world = WorldReader.Read(context, about, [.. context.SourceKeys, .. context.DestinationKeys]);
        var (mark, restore) = Step4();
        return new FailbackPlan
        {
            Id = Guid.NewGuid(),
            Group = outlook.Group,
            GroupFamily = about.Group?.ManagementFamily,
            Production = $"{outlook.Production.Instances}: {outlook.Production.State}",
            IsProductionLiving = outlook.Production.IsLiving,
            Recovery = $"{outlook.Recovery.Instances}: {outlook.Recovery.State}",
            Mark = mark,
            MarkAgeSeconds = Seconds(outlook.Mark?.Age),
            MarkRule = outlook.Mark?.Rule,
            Lost = outlook.Lost,
            LostSeconds = Seconds(outlook.Loss.AtLeast),
            GivenUp = outlook.Given,
            PointOfNoReturn = outlook.PointOfNoReturn,
            WayBack = outlook.WayBack,
            Duration = OutlookText.Duration(outlook.Duration),
            DurationSeconds = Seconds(outlook.Duration.Total),
            Off = outlook.Off,
            Steps = [.. steps.Select(Step)],
            Acts = [.. steps.SelectMany(step => step.Actions.Select(action => PlannedAct.Of(step.Number, action)))],
            Databases = [.. outlook.Databases.Select(database => Database(database, world))],
            Choices = Choices(mark, steps),
            MadeAtUtc = DateTime.UtcNow,
            MadeBy = starter.User,
            MadeOn = starter.Computer,
            ModuleVersion = starter.Version,
            World = world,
            Restore = restore,
        };
    }

    private (string? Mark, RestorePlan? Restore) Step4()
    {
        if (!context.Runbook.Includes(4))
            return (context.Options.Mark, null);
        // Copies that stand at a mark already are brought to no other one.
        if (context.VerifyDestination(context.Options.Mark) is { IsConsistent: true } there)
            return (there.Mark, null);
        var plan = context.PlanDestination().Require();
        return (
            plan.Mark?.Name,
            plan with
            {
                Origin = RestorePlanOrigin.Of(plan, context.Topology, InstanceSide.Destination, context.Directory),
            }
        );
    }

    private PlanChoices Choices(string? mark, IReadOnlyList<StepResult> steps) =>
        new()
        {
            Mark = mark,
            MarkSetId = context.Options.MarkSetId,
            Steps = [.. steps.Select(step => step.Number).Where(context.Runbook.Includes)],
            DocumentedOrder = context.Options.DocumentedOrder,
            BackupPath = context.Options.BackupLocation ?? context.Topology.BackupLocations.Failback,
            KillSession = context.Options.EndSessions,
        };

    private PlannedStep Step(StepResult step) =>
        new()
        {
            Number = step.Number,
            Title = step.Title,
            IsIncluded = context.Runbook.Includes(step.Number),
            Acts = step.Actions.Count,
            Destroys = step.Actions.Count(action => action.IsDestructive),
            Note = step.Details.Count == 0 ? null : string.Join(" ", step.Details),
        };

    private static PlannedDatabase Database(OutlookDatabase database, FailbackWorld world)
    {
        var production = Condition(world, database.Source, database.Name);
        var copy = Condition(world, database.Destination, database.Name);
        return new PlannedDatabase
        {
            Name = database.Name,
            Source = database.Source,
            Destination = database.Destination,
            State = database.State,
            CopyState = database.CopyState,
            SizeBytes = database.SizeBytes,
            MarksBeyond = database.MarksBeyond,
            Beyond = OutlookText.Beyond(database),
            Family = production?.Identity.FamilyGuid ?? copy?.Identity.FamilyGuid,
            Fork = production?.Identity.RecoveryFork,
            CopyFork = copy?.Identity.RecoveryFork,
            CopyLsn = copy?.Lsn,
        };
    }

    private static DatabaseCondition? Condition(FailbackWorld world, string instance, string name) =>
        world.Conditions.FirstOrDefault(condition => condition.Key.Equals(new DatabaseKey(instance, name)));

    private static long? Seconds(TimeSpan? span) => span is { } known ? (long)known.TotalSeconds : null;
}
