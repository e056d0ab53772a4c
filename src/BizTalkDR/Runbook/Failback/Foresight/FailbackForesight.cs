using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Group;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Runbook.Outlook;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Foresight;

/// <summary>What lies ahead of a failback: read before its first step, by reading only.</summary>
/// <param name="context">The failback, with what there is before anything is changed.</param>
internal sealed class FailbackForesight(FailbackContext context)
{
    /// <summary>The outlook.</summary>
    public RunOutlook Read()
    {
        var conditions = context.ReadConditions([.. context.SourceKeys, .. context.DestinationKeys]);
        var production = conditions.Where(condition => context.SourceKeys.Contains(condition.Key)).ToList();
        var former = context.Production.Former();
        var plan = context.IsPastRestore || !context.Runbook.Includes(4) ? null : context.PlanDestination().Plan;
        var mark = Mark(plan);
        var beyond = new BeyondMark(context, mark?.Name).Read(conditions);
        var living = production.Where(condition => former.Contains(condition.Key) && condition.State == DatabaseState.Online).ToList();
        IReadOnlyList<DatabaseKey> given = context.Runbook.Includes(6) || context.Runbook.Includes(8) ? former : [];
        return new RunOutlook
        {
            Title = "failback",
            Group = context.Topology.GroupName,
            Identity = Identity(),
            Production = new OutlookSide(Names(context.Topology.Source), InWords(production, living), living.Count > 0),
            Recovery = new OutlookSide(
                Names(context.Topology.Destination),
                States(conditions.Where(condition => context.DestinationKeys.Contains(condition.Key)).ToList()),
                IsLiving: false
            ),
            Mark = mark,
            Loss = Loss(plan, mark, living, beyond.Max(each => each.NewestAfter)),
            Databases = [.. beyond.Select(each => each.Database)],
            Duration = new BackupPace(context).Predict(plan),
            Room = context.Runbook.Includes(7) || context.Options.DocumentedOrder ? new BackupRoom(context).InWords() : null,
            Off = [.. Off()],
            Given = [.. given.Select(key => $"{key.Name} on {key.Server}")],
            PointOfNoReturn =
                given.Count == 0
                    ? null
                    : "step 6 drops production's databases, asked again; from there on the way is forward: step 8 restores them from the backups of step 7",
            WayBack = "before step 6 answer No: nothing of production is lost. Undo-BtsRun then switches on again what was switched off.",
            NeedsName = living.Count > 0 && (given.Count > 0 || context.Runbook.Includes(5)),
        };
    }

    private string? Identity() =>
        context
            .Topology.Destination.Prepend(context.Topology.Instance(context.Topology.ManagementDatabase.Instance))
            .Select(instance =>
                new GroupIdentityReader(context.Connector).Read(
                    instance,
                    context.Topology.ManagementDatabase.Database,
                    context.Cancellation
                )
            )
            .FirstOrDefault(group => group is not null)
            ?.ToString();

    private OutlookMark? Mark(RestorePlan? plan)
    {
        if ((plan?.Mark?.Name ?? context.Mark?.Name ?? context.Options.Mark) is not { } name)
            return null;
        var known = plan?.Mark ?? (context.IsPastRestore ? null : context.Situation.Marks().LastOrDefault(each => each.Name == name));
        var instance = context.Topology.Instance(context.Topology.ManagementDatabase.Instance);
        var clock = context.IsPastRestore ? null : OnlineDatabases.Ask(context.Connector, instance, context.Cancellation)?.Clock;
        return new OutlookMark(
            name,
            clock is null ? null : MarkAge.Of(known?.Time ?? MarkName.Time(name), known?.TimeKind ?? DateTimeKind.Unspecified, clock),
            known?.RuleText ?? context.Mark?.Rule
        );
    }

    private OutlookLoss Loss(RestorePlan? plan, OutlookMark? mark, List<DatabaseCondition> living, TimeSpan? newestMark)
    {
        if (mark is null)
            return new OutlookLoss(null, "this run chooses no mark.");
        if (living.Count > 0)
            return new[] { plan?.ExpectedDataLoss, mark.Age }.Max() is { } untilNow && untilNow > TimeSpan.Zero
                ? new OutlookLoss(
                    untilNow,
                    "from the mark until now, and more until step 5 stops the services: production is open and takes messages in."
                )
                : new OutlookLoss(
                    null,
                    "production is open and takes messages in; how long ago the mark was set can't be told. All it has taken in since is lost."
                );
        if (
            !context.IsPastRestore
            && context.Facts.HasTouchedProduction(context.SourceKeys)
            && context.Journal.FindFact<RunOutlook>(RunOutlook.Fact) is { } told
        )
            return told.Loss;
        if (context.IsPastRestore)
            return new OutlookLoss(null, "production is back already; the report of the run that restored it tells what was lost.");
        return plan?.ExpectedDataLoss is null && newestMark is null
                ? new OutlookLoss(
                    null,
                    "nothing is known that is newer than the mark, and production is not open to be asked. It may have taken in more."
                )
            : newestMark > (plan?.ExpectedDataLoss ?? TimeSpan.Zero)
                ? new OutlookLoss(
                    newestMark,
                    "from the mark to the newest mark that production holds. What it took in after that is not known."
                )
            : new OutlookLoss(
                plan!.ExpectedDataLoss,
                "from the mark to the last backup that is known. What production took in after that is not known."
            );
    }

    private string InWords(List<DatabaseCondition> production, List<DatabaseCondition> living)
    {
        if (context.IsPastRestore)
            return "BACK from the backups of step 7. Nothing of it is dropped any more.";
        if (production.All(condition => condition.State == DatabaseState.Missing))
            return "GONE. None of its databases is there.";
        return living.Count == 0 ? $"DOWN. {States(production)}."
            : living.Count == production.Count
                ? $"HEALTHY AND ONLINE. All {production.Count} databases are open for use: this is a living production."
            : $"PARTLY ONLINE. {States(production)}: what is online is living production.";
    }

    private static string States(List<DatabaseCondition> conditions) =>
        string.Join(
            "; ",
            conditions
                .GroupBy(condition => condition.State.InWords())
                .OrderByDescending(group => group.Count())
                .Select(group =>
                    group.Count() == conditions.Count
                        ? $"all {conditions.Count} databases {group.Key}"
                        : $"{group.Count()} of {conditions.Count} {group.Key} ({string.Join(", ", group.Select(each => each.Key.Name))})"
                )
        );

    private IEnumerable<string> Off()
    {
        if (context.Runbook.Includes(1))
            foreach (var job in context.Before.BackupJobs)
                yield return $"job '{job.Name}' on {job.Instance}, from step 1 until step 11";
        if (context.Runbook.Includes(3))
            foreach (var job in context.Before.RestoreJobs)
                yield return $"job '{job.Name}' on {job.Instance}, from step 3 until step 12";
        if (context.Runbook.Includes(5))
            foreach (var computer in context.Before.Services.GroupBy(service => service.Computer, StringComparer.OrdinalIgnoreCase))
                yield return $"on {computer.Key} {string.Join(", ", computer.Select(service => service.Name))}, from step 5 until step 9";
    }

    private static string Names(IEnumerable<InstanceReference> instances) => string.Join(", ", instances.Select(instance => instance.Name));
}
