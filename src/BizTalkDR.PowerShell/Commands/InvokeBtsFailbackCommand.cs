using System.Management.Automation;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Completion;
using BizTalkDR.PowerShell.Output;
using BizTalkDR.PowerShell.Runtime;
using BizTalkDR.Reporting;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback;
using BizTalkDR.Runbook.Failback.Execution;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Runbook.Outlook;
using BizTalkDR.Services;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Commands;

/// <summary>Restores production from the warm backup: Microsoft's twelve steps, each checked before and proven after.</summary>
[Cmdlet(
    VerbsLifecycle.Invoke,
    "BtsFailback",
    SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = TopologySet
)]
[OutputType(typeof(StepResult))]
public sealed class InvokeBtsFailbackCommand : FailbackCmdlet
{
    private RunOutlook? ahead;

    /// <summary>A plan from New-BtsFailbackPlan, or the path of a saved one: exactly this is done, if nothing has changed since.</summary>
    [Parameter]
    [ValidateNotNull]
    public FailbackPlanArgument? Plan { get; set; }

    /// <summary>How long running jobs are waited for, in seconds.</summary>
    [Parameter]
    [Seconds]
    [ValidateRange(0, int.MaxValue)]
    public int JobTimeout { get; set; } = 1800;

    /// <summary>How long one service may take to start or stop, in seconds.</summary>
    [Parameter]
    [Seconds]
    [ValidateRange(1, int.MaxValue)]
    public int ServiceTimeout { get; set; } = 300;

    /// <summary>The file that takes the record of all that is done; without it one in the current folder. Runs from Get-BtsRun have it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(JournalCompleter))]
    [ValidateNotNullOrEmpty]
    public string? JournalPath { get; set; }

    /// <summary>Whether an earlier run is gone on with, from its journal.</summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <summary>The file that takes an HTML report of the run, however it ends.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ReportPath { get; set; }

    /// <summary>Whether a report that is there already is left alone.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Whether nothing is asked.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void Process()
    {
        var whatIf = Runtime.IsWhatIf;
        var force = Force.IsPresent;
        var options = Options();
        var session = Connect();
        var named = ReportPath is null || whatIf ? null : ReportFile.Prepare(Runtime.ResolvePath(ReportPath), NoClobber.IsPresent);
        var journal = OpenJournal(session, whatIf);
        var started = DateTime.UtcNow;
        using (journal as IDisposable)
        {
            var file = journal as FileJournal;
            if (file is not null)
                Runtime.WriteVerbose($"Journal: {file.Path}");
            var report = named ?? (file is null ? null : ReportFile.Beside(file.Path));
            var commands = new NextSteps(Runtime, Topology, session.Topology, file?.Path).Commands();
            Exception? failure = null;
            try
            {
                RunInBackground(
                    (pump, cancellation) =>
                    {
                        try
                        {
                            Run(session, options, journal, whatIf, force, pump, cancellation);
                        }
                        catch (Exception error)
                        {
                            // What ended the run; what the pipeline makes of it afterwards says less.
                            failure = error;
                            throw;
                        }
                    }
                );
            }
            finally
            {
                if (!whatIf)
                    Close(
                        FailbackReport.Of(session.Topology, journal, started, IsDocumentedOrder(options, journal), failure, commands),
                        report,
                        named is not null,
                        file
                    );
            }
        }
    }

    /// <summary>Writes the report and tells on the screen what is to be known now, also of a run that failed or was stopped.</summary>
    private void Close(RunbookReport report, ReportFile? file, bool isNamed, FileJournal? journal)
    {
        // A run that never began leaves nothing behind but the report that was asked for.
        var hasBegun = journal?.Header is not null;
        var problem = file is not null && (hasBegun || isNamed) ? file.Write(report) : null;
        if (hasBegun)
        {
            foreach (var line in ReportSummary.Lines(report, Runtime.ScreenWidth))
                Runtime.WriteHost(line);
            if (file is not null && problem is null)
                Runtime.WriteHost($"  Report    {file.Path}");
            Runtime.WriteHost($"  Journal   {journal!.Path}");
        }
        if (problem is not null)
            Runtime.WriteHost(problem);
    }

    /// <summary>Opens the journal; where that can't be trusted, what there is to go by is told before the error.</summary>
    private IJournal OpenJournal(EngineSession session, bool whatIf)
    {
        try
        {
            return JournalFile.Open(
                FailbackRunbook.Id,
                JournalPath is null ? null : Runtime.ResolvePath(JournalPath),
                Resume.IsPresent,
                whatIf,
                Runtime.ResolvePath
            );
        }
        catch (JournalException damage) when (damage is { Line: not null, JournalPath: { } path })
        {
            RunInBackground(
                (pump, cancellation) =>
                {
                    var survey = session.Engine.Survey(session.Topology, CreateServices(pump), path, cancellation);
                    pump.Post(() => Runtime.WriteWarning(survey.ToString()));
                }
            );
            throw;
        }
    }

    private FailbackOptions Options() =>
        ReadOptions() with
        {
            Plan = Plan?.Load(Runtime.ResolvePath),
            JobTimeout = TimeSpan.FromSeconds(JobTimeout),
            ServiceTimeout = TimeSpan.FromSeconds(ServiceTimeout),
        };

    // A plan decides the order, also one that the run was begun with.
    private static bool IsDocumentedOrder(FailbackOptions options, IJournal journal) =>
        options.Plan?.Choices.DocumentedOrder ?? new FailbackFacts(journal).Plan?.Choices.DocumentedOrder ?? options.DocumentedOrder;

    private void Run(
        EngineSession session,
        FailbackOptions options,
        IJournal journal,
        bool whatIf,
        bool force,
        PipelinePump pump,
        CancellationToken cancellation
    )
    {
        var services = CreateServices(pump);
        var runbook = ReadSteps() with { WhatIf = whatIf, Begin = outlook => pump.Ask(() => Begin(outlook, whatIf, force)) };
        var goOn = $"-JournalPath '{(journal as FileJournal)?.Path}' -Resume";
        var question = Question(session.Topology, goOn, journal);
        var reporter = new FailbackReporter(Runtime, pump, IsDocumentedOrder(options, journal));
        var results = session.Engine.Failback(
            session.Topology,
            options,
            journal,
            services,
            runbook,
            reporter,
            (step, actions) => pump.Ask(() => Ask(step, actions, force, session.Topology.GroupName, question)),
            cancellation
        );
        StepResult? last = null;
        foreach (var result in results)
        {
            last = result;
            if (result is { Status: StepStatus.WhatIf, Details.Count: > 0 })
                pump.Post(() => Runtime.WriteHost($"Step {result.Number}: {string.Join(" ", result.Details)}"));
            pump.Post(() => Runtime.WriteObject(result));
        }
        reporter.Complete();
        cancellation.ThrowIfCancellationRequested();
        if (last is { IsGood: false } && !whatIf)
            pump.Post(() => Runtime.WriteWarning(Ended(last, goOn)));
        if (last?.Error is { } error)
            throw error;
    }

    /// <summary>What is off and what is destroyed while a question stands: whoever suspends it, or says No, knows.</summary>
    private static IReadOnlyList<string> Standing(IJournal journal)
    {
        var off = LeftBehind.Lines(SwitchedOff.From(journal.Entries));
        var destroyed = LeftBehind.Lines(Destroyed.From(journal.Entries));
        return
        [
            off.Count == 0 ? "Off now: nothing that this run has switched off." : $"Off now: {string.Join("; ", off)}.",
            destroyed.Count == 0 ? "Destroyed: nothing." : $"Destroyed: {string.Join("; ", destroyed)}.",
        ];
    }

    private static string Ended(StepResult last, string goOn) =>
        last.Status == StepStatus.Declined
            ? $"Ended before step {last.Number}, which was declined: nothing of it was done. To go on with it: {goOn}"
            : $"Ended in step {last.Number}. Once what the error names is mended, go on with: {goOn}";

    private string Lost => ahead is null ? "" : $"{Environment.NewLine}LOST, as told before step 1: {ahead.Lost}";

    private StepQuestion Question(Topology topology, string goOn, IJournal journal) =>
        new(FailbackRunbook.Title, topology.Name, goOn, [.. topology.Source.Select(instance => instance.Name)], () => Standing(journal));

    /// <summary>Shows what lies ahead, and asks; a production that is open is not given up without the group's name.</summary>
    private bool Begin(RunOutlook outlook, bool whatIf, bool force)
    {
        ahead = outlook;
        if (!whatIf && !force && outlook.Given.Count > 0)
            RequireForce();
        if (whatIf || force || Runtime.IsUnattended)
        {
            Runtime.WriteHost(outlook.ToString(), outlook);
            return true;
        }
        var caption = $"Before step 1 of the {outlook.Title} of {outlook.Group}";
        return outlook.NeedsName
            ? ConfirmByName(
                outlook.Group,
                caption,
                $"{outlook}{Environment.NewLine}Production is ONLINE. Is it to be given up for the state of the mark?"
            )
            : Confirm(
                outlook.Production.Instances,
                caption,
                [],
                caption: caption,
                question: $"{outlook}{Environment.NewLine}Begin? Before each step it is asked again.",
                isDestructive: outlook.Given.Count > 0
            );
    }

    private bool Ask(RunbookStep step, IReadOnlyList<StepAction> actions, bool force, string group, StepQuestion question) =>
        !Runtime.IsWhatIf && !force && actions.Any(action => action.GivesUpProduction)
            ? ConfirmByName(group, question.Caption(step), $"{question.Text(step, actions)}{Lost}")
            : Confirm(
                string.Join(", ", StepQuestion.Servers(actions)),
                $"Step {step.Number}: {step.Title}",
                actions.Select(action => (action.Target, $"Step {step.Number}: {action.Description}")),
                force,
                question.Caption(step),
                question.Text(step, actions),
                actions.Any(action => action.IsDestructive)
            );
}
