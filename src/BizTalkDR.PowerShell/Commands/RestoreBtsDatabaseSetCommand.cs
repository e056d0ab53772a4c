using System.Management.Automation;
using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Output;
using BizTalkDR.PowerShell.Runtime;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Running;
using BizTalkDR.Restore.Saved;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Restores all databases of a group to the same log mark (step 4 of a failback).</summary>
[Cmdlet(
    VerbsData.Restore,
    "BtsDatabaseSet",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = TopologySet
)]
[OutputType(typeof(DatabaseRestoreResult), typeof(string))]
public sealed class RestoreBtsDatabaseSetCommand : RestorePlanningCmdlet
{
    // What a plan has decided already.
    private static readonly string[] DecidedByPlan =
    [
        nameof(Mark),
        nameof(MarkSetId),
        nameof(MarkAfter),
        nameof(Side),
        nameof(Start),
        nameof(Replace),
        nameof(NoRecovery),
        nameof(DataDirectory),
        nameof(LogDirectory),
        nameof(UseDestinationDefaultDirectories),
        nameof(FileMapping),
        nameof(InstanceMap),
        nameof(DatabaseMap),
        nameof(BackupPath),
        nameof(HistorySource),
    ];

    private RestorePlan? given;

    /// <summary>A plan from New-BtsRestorePlan, or the path of a saved one: exactly this is run, if nothing has changed since.</summary>
    [Parameter]
    [ValidateNotNull]
    public RestorePlanArgument? Plan { get; set; }

    /// <summary>Whether sessions in databases that are overwritten are ended.</summary>
    [Parameter]
    public SwitchParameter KillSession { get; set; }

    /// <summary>How many databases are restored at once.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 4;

    /// <summary>Whether the T-SQL of each instance is returned and nothing is done.</summary>
    [Parameter]
    public SwitchParameter OutputScriptOnly { get; set; }

    /// <summary>Whether nothing is asked.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override InstanceSide SideOfInstances => given?.Origin?.Side ?? Side;

    private protected override bool FailuresEndTheCommand => true;

    private protected override void Begin()
    {
        if (Plan is not null)
            Take(Plan.Load(Runtime.ResolvePath));
    }

    private protected override bool TryTake(object input)
    {
        if (input is not RestorePlan plan)
            return base.TryTake(input);
        Take(plan);
        return true;
    }

    private protected override void Run(HistorySession session)
    {
        if (!session.Topology.HasInstances)
            throw NothingGiven();
        if (given is not null && PipedMarks.Count > 0)
            throw PlanDecides(nameof(Mark));
        if (given is not null)
            PlanChecker.Belongs(given, session.Topology);
        var plan = given ?? MakePlan(session, offline: false).Require();
        if (OutputScriptOnly.IsPresent)
        {
            WriteAll(plan.ToScripts().Values);
            return;
        }
        WriteWarnings(plan.Notes);
        if (Runtime.IsWhatIf)
            Check(session);
        if (!Ask(session.Topology, plan))
            return;
        // After the question: who knows how long it waited for its answer. What only adds databases is refused by the servers where they are there by now.
        if (!Force.IsPresent && Overwritten(plan).Count > 0)
            Check(session, plan);
        else
            Check(session);
        var options = new RestoreRunOptions { ThrottleLimit = ThrottleLimit, KillSessions = KillSession.IsPresent };
        RunInBackground((pump, cancellation) => Restore(session, plan, options, pump, cancellation));
    }

    private protected override BizTalkDRException NothingGiven() =>
        new("NoInstances", ErrorKind.Configuration, "It is not said which instances restore the databases: a plan knows their names only.")
        {
            Remedy = "Give the topology (-Topology) or the instances (-SqlInstance).",
        };

    private void Take(RestorePlan plan)
    {
        if (given is not null)
            throw new BizTalkDRException("SeveralPlans", ErrorKind.Configuration, "More than one plan was given.")
            {
                Remedy = "Run one plan after the other: the second must be made for what the first leaves.",
            };
        if (DecidedByPlan.FirstOrDefault(Runtime.IsBound) is { } parameter)
            throw PlanDecides(parameter);
        given = plan;
    }

    private static BizTalkDRException PlanDecides(string parameter) =>
        new("PlanDecides", ErrorKind.Configuration, $"-{parameter} was given together with a plan, which has decided that already.")
        {
            Remedy = $"Leave -{parameter} out, or make another plan with it (New-BtsRestorePlan).",
        };

    private void Check(HistorySession session)
    {
        if (given is not null)
            Check(session, given);
    }

    private void Check(HistorySession session, RestorePlan plan)
    {
        var check = WaitFor(
            "Comparing the plan with the servers",
            $"{session.Topology}",
            stop => session.Engine.CheckPlan(session.Topology, plan, stop)
        );
        WriteWarnings(check.Notes);
        check.ThrowIfChanged();
    }

    private bool Ask(Topology topology, RestorePlan plan)
    {
        var overwritten = Overwritten(plan);
        var production = overwritten.Where(database => topology.SideOf(database.Target.Instance) == InstanceSide.Source).ToList();
        return production.Count > 0 && !Force.IsPresent && !Runtime.IsWhatIf
            ? ConfirmByName(
                topology.GroupName,
                $"Overwrite production's databases of {topology.GroupName}",
                string.Join(
                    Environment.NewLine,
                    [
                        $"{RestorePlanText.Summary(plan)}: these databases of PRODUCTION are overwritten, only a backup brings them back:",
                        .. production.Select(database =>
                            $"  [{database.Target.Database}] on {database.Target.Instance}, {database.Position.State.ToString().ToUpperInvariant()}"
                        ),
                    ]
                )
            )
            : Confirm(
                RestorePlanText.Target(plan),
                RestorePlanText.Summary(plan),
                RestorePlanText.Parts(plan),
                Force.IsPresent,
                isDestructive: overwritten.Count > 0
            );
    }

    private static List<DatabasePlan> Overwritten(RestorePlan plan) =>
        [
            .. plan.Databases.Where(database =>
                database.Position.State != DatabaseState.Missing && database.Actions.Any(action => action.Replace)
            ),
        ];

    private void Restore(
        HistorySession session,
        RestorePlan plan,
        RestoreRunOptions options,
        PipelinePump pump,
        CancellationToken cancellation
    )
    {
        var observer = new RestoreReporter(Runtime, pump);
        var outcome = session.Engine.Restore(session.Topology, plan, options, observer, cancellation);
        observer.Complete();
        outcome.ThrowIfFailed();
    }
}
