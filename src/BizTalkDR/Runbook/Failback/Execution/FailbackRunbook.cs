using BizTalkDR.Errors;
using BizTalkDR.Runbook.Failback.Foresight;
using BizTalkDR.Runbook.Failback.Planning;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Runbook.Failback.Steps;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Execution;

/// <summary>The twelve steps of Microsoft's page "Restoring Production from a Warm Backup", as data.</summary>
public static class FailbackRunbook
{
    /// <summary>Its id in journals, error ids and names of files.</summary>
    public const string Id = FailbackIdentity.Runbook;

    /// <summary>What it is called in a sentence.</summary>
    public const string Title = "failback";

    private static readonly RunbookStep<FailbackContext>[] ByNumber =
    [
        StepGuards.UntilBack(Step01DisableBackupJobs.Step, StepTraces.NewestSet),
        StepGuards.UntilBack(Step02WaitForRestoreJobs.Step),
        StepGuards.UntilBack(Step03DisableRestoreJobs.Step, StepTraces.Copies),
        StepGuards.UntilBack(Step04RestoreToMark.Step, StepTraces.Copies),
        StepGuards.UntilBack(Step05StopServices.Step),
        StepGuards.Always(Step06DropProduction.Step, StepTraces.Production),
        StepGuards.UntilBack(Step07BackUpDestination.Step),
        StepGuards.Always(Step08RestoreProduction.Step, StepTraces.Production),
        StepGuards.Opening(Step09StartServices.Step, StepTraces.Production),
        StepGuards.Opening(Step10DropDestination.Step, StepTraces.ProductionAndCopies),
        StepGuards.Opening(Step11EnableBackupJobs.Step, StepTraces.Production),
        StepGuards.Always(Step12EnableRestoreJobs.Step),
    ];

    /// <summary>The runbook.</summary>
    /// <param name="documentedOrder">Whether the steps are in the order of the page.</param>
    public static RunbookDefinition<FailbackContext> Create(bool documentedOrder) =>
        new()
        {
            Id = Id,
            Title = Title,
            Steps = Steps(documentedOrder),
            DocumentationUri = Documentation.RestoringProduction,
            CheckAccess = FailbackPreflight.CheckInstances,
            Identify = Identify,
            Recall = Recall,
            Check = (context, options) => Check(context, options, documentedOrder),
            Forbid = (context, step, action) => context.Plan?.WhyNot(step, action),
            Foresee = context => new FailbackForesight(context).Read() with { Plan = context.Plan?.ToString() },
            Forget = context => context.Forget(),
            Record = Record,
        };

    /// <summary>The steps in the order they are carried out.</summary>
    /// <param name="documentedOrder">
    /// The order of the page, 1 to 12. Otherwise step 7 (full backups of the destination, verified, and read by the source) comes before step 6
    /// (production is dropped), so that production is not given up before what replaces it is proven.
    /// </param>
    public static IReadOnlyList<RunbookStep<FailbackContext>> Steps(bool documentedOrder) =>
        documentedOrder ? ByNumber : [.. ByNumber.Take(5), ByNumber[6], ByNumber[5], .. ByNumber.Skip(7)];

    // A plan of something else is refused before anything else is asked.
    private static RunIdentity Identify(FailbackContext context)
    {
        var about = FailbackIdentity.Read(context.Connector, context.Topology, context.Directory, context.Cancellation);
        if (context.Options.Plan is { } plan)
            new PlanGuard(context, plan).RequireSame(about);
        return about;
    }

    private static PlanGuard? Guard(FailbackContext context) =>
        context.Options.Plan is { } plan && !HasActed(context.Journal) ? new PlanGuard(context, plan) : null;

    // What has changed since the plan was made says more than what it leads to. Once the run has acted, it is compared with what it has left.
    private static IReadOnlyList<string> Check(FailbackContext context, RunbookOptions options, bool documentedOrder)
    {
        var guard = Guard(context);
        // Nobody has waited for an answer since it was compared.
        if (!context.IsAsPlanned)
            guard?.RequireUnchanged(Identify(context));
        guard?.RequireSameDatabases();
        var problems = FailbackPreflight.Check(context, options);
        if (problems.Count == 0)
            guard?.RequireSameActs(Create(documentedOrder));
        return problems;
    }

    /// <summary>
    /// What an earlier run recorded, once it has begun to act; of production's databases, what they are like now, until their drop has begun.
    /// </summary>
    private static void Recall(FailbackContext context, RunbookOptions options)
    {
        context.Runbook = options;
        Guard(context)?.RequireUnchanged(Identify(context));
        context.IsAsPlanned = true;
        var recorder = new FailbackRecorder(
            context.Connector,
            context.Topology,
            context.Directory,
            context.Coordinator,
            context.Cancellation
        );
        var earlier = HasActed(context.Journal) ? context.Facts.Before : null;
        context.Before =
            earlier is null ? recorder.Read(context.Situation.Targets)
            : context.Facts.HasTouchedProduction(KeysOf(earlier)) ? earlier
            : recorder.Refresh(earlier);
        if (earlier is null && (options.Includes(6) || options.Includes(8)))
            new EarlierFailback(context.Before.Conditions).Refuse(context.Databases);
    }

    private static void Record(FailbackContext context)
    {
        if (!context.Facts.HasTouchedProduction(context.SourceKeys))
            context.Facts.Record(context.Before);
        if (context.Plan is { } plan && context.Facts.Plan?.Id != plan.Id)
            context.Facts.Record(plan);
    }

    private static IReadOnlyList<DatabaseKey> KeysOf(FailbackRecord record) => [.. record.Databases.Select(database => database.SourceKey)];

    /// <summary>Whether an earlier run has begun an action.</summary>
    private static bool HasActed(IJournal journal) => journal.Entries.Any(entry => entry.Kind == JournalEntryKind.ActionStarted);
}
