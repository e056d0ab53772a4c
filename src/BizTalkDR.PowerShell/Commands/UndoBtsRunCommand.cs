using System.Management.Automation;
using BizTalkDR.Errors;
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

    /// <summary>The run's journal. Runs from Get-BtsRun have it. Without one, -FromMark.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(JournalCompleter))]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>Whether the journal is lost or can't be trusted: what the run has switched off is told by its marks on jobs and services alone.</summary>
    [Parameter]
    public SwitchParameter FromMark { get; set; }

    /// <summary>With -FromMark: which run, by the id that its marks tell; not needed where they are of one run only.</summary>
    [Parameter]
    public Guid? Run { get; set; }

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
        RequireOneWay();
        var session = Connect();
        var options = new UndoOptions
        {
            WhatIf = Runtime.IsWhatIf,
            ServiceTimeout = TimeSpan.FromSeconds(ServiceTimeout),
            EndSessions = KillSession.IsPresent,
        };
        Tell(JournalPath is null ? ByMarks(session, options) : ByJournal(session, options, Runtime.ResolvePath(JournalPath)));
    }

    private void RequireOneWay()
    {
        var wrong =
            FromMark.IsPresent && JournalPath is not null ? "A journal was given, and -FromMark, which reads none."
            : !FromMark.IsPresent && JournalPath is null ? "It is not said which run is undone."
            : !FromMark.IsPresent && Run is not null
                ? "-Run tells which of several runs is meant by its marks, and -FromMark was not given."
            : null;
        if (wrong is not null)
            throw new BizTalkDRException("UndoParameterWrong", ErrorKind.Configuration, wrong)
            {
                Remedy =
                    "Give the run's journal (-JournalPath; Get-BtsRun finds the runs in a folder). Where it is lost or can't be trusted, give -FromMark instead: the "
                    + "marks that the run has left on jobs and services tell what it has switched off.",
            };
    }

    private UndoOutcome ByJournal(EngineSession session, UndoOptions options, string path)
    {
        var journal = JournalFile.Open(FailbackRunbook.Id, path, resume: true, options.WhatIf, Runtime.ResolvePath);
        UndoOutcome? outcome = null;
        using (journal as IDisposable)
            RunInBackground(
                "Undoing the run",
                session.Topology.Name ?? journal.Header?.About.Topology ?? path,
                (pump, _, cancellation) =>
                    outcome = session.Engine.Undo(
                        session.Topology,
                        options,
                        journal,
                        CreateServices(pump),
                        plan => pump.Ask(() => Ask(plan, Told(journal.Header!))),
                        cancellation
                    )
            );
        return outcome!;
    }

    private UndoOutcome ByMarks(EngineSession session, UndoOptions options)
    {
        UndoOutcome? outcome = null;
        RunInBackground(
            "Undoing the run",
            $"{session.Topology}",
            (pump, _, cancellation) =>
                outcome = session.Engine.UndoByMarks(
                    session.Topology,
                    options,
                    Run,
                    CreateServices(pump),
                    plan => pump.Ask(() => Ask(plan, $"{plan.MarkedRun}")),
                    cancellation
                )
        );
        return outcome!;
    }

    private IServiceController CreateServices(PipelinePump pump) =>
        ServiceScript is null ? Surroundings.CreateServices() : ScriptBlockServices.Create(ServiceScript, Runtime, pump);

    private static string Told(JournalHeader header) =>
        $"{FailbackRunbook.Title} of {header.About.Topology ?? $"{header.About.Group}"}, begun {header.TimeUtc:u} by {header.User} on {header.Computer}";

    private bool Ask(UndoPlan plan, string run) =>
        Confirm(
            string.Join(", ", StepQuestion.Servers(plan.Actions)),
            $"Undo the {run}",
            plan.Actions.Select(action => (action.Target, action.Description)),
            Force.IsPresent,
            $"Undo the {FailbackRunbook.Title}",
            plan.Question(run)
        );

    private void Tell(UndoOutcome outcome)
    {
        WriteAll(outcome.Results);
        WriteWarnings(outcome.Notes);
        foreach (var off in outcome.Results.Where(result => result.State == UndoState.StillOff))
            WriteFailure(UndoErrors.StillOff(off), $"{off.Thing} on {off.Server}");
        if (outcome.IsDeclined)
            Runtime.WriteWarning(
                JournalPath is null
                    ? "Nothing was changed."
                    : $"Nothing was changed. To go on with the run: Invoke-BtsFailback -Resume -JournalPath '{JournalPath}'"
            );
    }
}
