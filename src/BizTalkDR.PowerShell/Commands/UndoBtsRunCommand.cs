using System.Management.Automation;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Completion;
using BizTalkDR.PowerShell.Runtime;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback.Execution;
using BizTalkDR.Runbook.Failback.Undoing;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Services;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Gives a run up before its point of no return: switches on again what it has switched off, and proves it.</summary>
[Cmdlet(
    VerbsCommon.Undo,
    "BtsRun",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = TopologySet
)]
[OutputType(typeof(UndoResult))]
public sealed class UndoBtsRunCommand : BtsConnectionCmdlet
{
    /// <summary>The disaster recovery instances, where -SqlInstance names production's.</summary>
    [Parameter(ParameterSetName = InstanceSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string[] DestinationSqlInstance { get; set; } = [];

    /// <summary>The management database of production.</summary>
    [Parameter(ParameterSetName = InstanceSet)]
    [ValidateNotNullOrEmpty]
    public string ManagementDatabase { get; set; } = "BizTalkMgmtDb";

    /// <summary>The computers that run BizTalk Server.</summary>
    [Parameter(ParameterSetName = InstanceSet)]
    [Alias("Computer", "CN")]
    [ValidateNotNullOrEmpty]
    public string[] ComputerName { get; set; } = [];

    /// <summary>The computer that holds the master secret.</summary>
    [Parameter(ParameterSetName = InstanceSet)]
    [ValidateNotNullOrEmpty]
    public string? MasterSecretServer { get; set; }

    /// <summary>The run's journal. Runs from Get-BtsRun have it.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(JournalCompleter))]
    [ValidateNotNullOrEmpty]
    public string JournalPath { get; set; } = "";

    /// <summary>How long one service may take to start, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int ServiceTimeout { get; set; } = 300;

    /// <summary>Whether other sessions in the copies that are opened again are ended.</summary>
    [Parameter]
    public SwitchParameter KillSession { get; set; }

    /// <summary>Starts the services instead of WMI: called with Get or Start, a computer and a service.</summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? ServiceScript { get; set; }

    /// <summary>Whether nothing is asked.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool FailuresEndTheCommand => true;

    private protected override string ManagementDatabaseOfInstances => ManagementDatabase;

    private protected override ConnectionSettings ReadSettings() =>
        base.ReadSettings() with
        {
            DestinationInstances = DestinationSqlInstance,
            Computers = ComputerName,
            MasterSecretServer = MasterSecretServer,
        };

    private protected override void Process()
    {
        var session = Connect();
        var options = new UndoOptions
        {
            WhatIf = Runtime.IsWhatIf,
            ServiceTimeout = TimeSpan.FromSeconds(ServiceTimeout),
            EndSessions = KillSession.IsPresent,
        };
        var journal = JournalFile.Open(
            FailbackRunbook.Id,
            Runtime.ResolvePath(JournalPath),
            resume: true,
            options.WhatIf,
            Runtime.ResolvePath
        );
        UndoOutcome? outcome = null;
        using (journal as IDisposable)
            RunInBackground(
                "Undoing the run",
                session.Topology.Name ?? journal.Header?.About.Topology ?? JournalPath,
                (pump, _, cancellation) =>
                    outcome = session.Engine.Undo(
                        session.Topology,
                        options,
                        journal,
                        CreateServices(pump),
                        plan => pump.Ask(() => Ask(plan, journal.Header!)),
                        cancellation
                    )
            );
        Tell(outcome!);
    }

    private IServiceController CreateServices(PipelinePump pump) =>
        ServiceScript is null ? Surroundings.CreateServices() : ScriptBlockServices.Create(ServiceScript, Runtime, pump);

    private bool Ask(UndoPlan plan, JournalHeader header)
    {
        var run =
            $"{FailbackRunbook.Title} of {header.About.Topology ?? $"{header.About.Group}"}, begun {header.TimeUtc:u} by {header.User} on {header.Computer}";
        return Confirm(
            string.Join(", ", StepQuestion.Servers(plan.Actions)),
            $"Undo the {run}",
            plan.Actions.Select(action => (action.Target, action.Description)),
            Force.IsPresent,
            $"Undo the {FailbackRunbook.Title}",
            plan.Question(run)
        );
    }

    private void Tell(UndoOutcome outcome)
    {
        WriteAll(outcome.Results);
        WriteWarnings(outcome.Notes);
        foreach (var off in outcome.Results.Where(result => result.State == UndoState.StillOff))
            WriteFailure(UndoErrors.StillOff(off), $"{off.Thing} on {off.Server}");
        if (outcome.IsDeclined)
            Runtime.WriteWarning($"Nothing was changed. To go on with the run: Invoke-BtsFailback -Resume -JournalPath '{JournalPath}'");
    }
}
