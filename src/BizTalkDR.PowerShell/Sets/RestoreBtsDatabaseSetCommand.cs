using System.Management.Automation;
using BizTalkDR.Group;
using BizTalkDR.PowerShell.Completion;
using BizTalkDR.PowerShell.Connection;
using BizTalkDR.PowerShell.Hosting;
using BizTalkDR.Restore;

namespace BizTalkDR.PowerShell.Sets;

/// <summary>Restores all databases of a group to the same log mark (step 4 of a failback).</summary>
[Cmdlet(
    VerbsData.Restore,
    "BtsDatabaseSet",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = TopologySet
)]
[OutputType(typeof(DatabaseRestoreResult), typeof(string))]
public sealed class RestoreBtsDatabaseSetCommand : BtsConnectionCmdlet
{
    /// <summary>The mark; without it the recommended one.</summary>
    [Parameter(Position = 1)]
    [Alias("MarkName", "StopMark", "StopAtMark")]
    [ArgumentCompleter(typeof(MarkCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Mark { get; set; }

    /// <summary>The side that is restored.</summary>
    [Parameter]
    public InstanceSide Side { get; set; } = InstanceSide.Destination;

    /// <summary>Where to begin: where the databases stand, or with full backups.</summary>
    [Parameter]
    public RestoreStart Start { get; set; } = RestoreStart.Auto;

    /// <summary>Whether databases that are not restoring may be overwritten.</summary>
    [Parameter]
    [Alias("WithReplace")]
    public SwitchParameter Replace { get; set; }

    /// <summary>Whether the databases stay RESTORING at the mark.</summary>
    [Parameter]
    public SwitchParameter NoRecovery { get; set; }

    /// <summary>Whether sessions in databases that are overwritten are ended.</summary>
    [Parameter]
    public SwitchParameter KillSession { get; set; }

    /// <summary>The folder of data files, for databases that start over.</summary>
    [Parameter]
    [Alias("DestinationDataDirectory")]
    [ValidateNotNullOrEmpty]
    public string? DataDirectory { get; set; }

    /// <summary>The folder of log files, for databases that start over; the folder of data files without it.</summary>
    [Parameter]
    [Alias("DestinationLogDirectory")]
    [ValidateNotNullOrEmpty]
    public string? LogDirectory { get; set; }

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

    private protected override InstanceSide SideOfInstances => Side;

    private protected override bool FailuresEndTheCommand => true;

    private protected override void Process()
    {
        var session = Connect();
        var plan = MakePlan(session);
        if (On(OutputScriptOnly))
        {
            WriteAll(plan.ToScripts().Values);
            return;
        }
        foreach (var note in plan.Notes)
            Runtime.WriteWarning(note);
        if (!Confirm(RestorePlanText.Target(plan), RestorePlanText.Summary(plan), RestorePlanText.Parts(plan), On(Force)))
            return;
        var options = new RestoreRunOptions { ThrottleLimit = ThrottleLimit, KillSessions = On(KillSession) };
        RunInBackground((pump, cancellation) => Restore(session, plan, options, pump, cancellation));
    }

    private RestorePlan MakePlan(EngineSession session)
    {
        var relocation = DataDirectory is null ? null : FileRelocation.ToFolders(DataDirectory, LogDirectory);
        var situation = session.Engine.ReadSituation(
            session.Topology,
            new RestoreSituationOptions { Side = Side, Relocation = relocation },
            Cancellation
        );
        foreach (var warning in situation.Warnings)
            Runtime.WriteWarning(warning);
        var wish = situation.Wish(Mark) with { Start = Start, ReplaceExisting = On(Replace), LeaveRestoring = On(NoRecovery) };
        return situation.Plan(wish).Require();
    }

    private void Restore(
        EngineSession session,
        RestorePlan plan,
        RestoreRunOptions options,
        PipelinePump pump,
        CancellationToken cancellation
    )
    {
        var observer = new RestoreReporter(Runtime, pump);
        var outcome = session.Engine.RestoreAsync(session.Topology, plan, options, observer, cancellation).GetAwaiter().GetResult();
        observer.Complete();
        outcome.ThrowIfFailed();
    }
}
