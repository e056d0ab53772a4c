using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class InvokeBtsFailbackCommandTests : CmdletTests
{
    private const string Failback = "Invoke-BtsFailback $topology -JournalPath $journal";

    private static readonly StepAction[] Actions =
    [
        new StepAction("PROD1", "BizTalkMgmtDb", "Drop the database", IsDestructive: true),
        new StepAction("PROD2", "BizTalkMsgBoxDb", "Drop the database", IsDestructive: true) { Mark = "BTS_1" },
    ];

    private readonly string journal = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".jsonl");

    public InvokeBtsFailbackCommandTests()
    {
        Engine = new FakeEngine { FailbackRun = OneStep };
        Session["journal"] = journal;
    }

    [Fact]
    public void Each_step_is_asked_about_once_and_its_result_comes_out()
    {
        var run = Run(Failback);
        var (caption, question) = Assert.Single(run.Questions);
        Assert.Contains($"step 6 of the failback of {Samples.Topology.Name}", caption, StringComparison.Ordinal);
        Assert.StartsWith("Drop all databases on the source?", question, StringComparison.Ordinal);
        Assert.Contains("PROD1: DESTROYS BizTalkMgmtDb", question, StringComparison.Ordinal);
        Assert.Contains("PROD2: DESTROYS BizTalkMsgBoxDb", question, StringComparison.Ordinal);
        Assert.Contains("To log mark BTS_1.", question, StringComparison.Ordinal);
        Assert.Contains($"-JournalPath '{journal}' -Resume", question, StringComparison.Ordinal);
        Assert.Equal(StepStatus.Succeeded, Assert.IsType<StepResult>(Assert.Single(run.Output)).Status);
        Assert.Contains(run.Progress, progress => progress is { PercentComplete: 40, ParentActivityId: 1 });
        Assert.Equal(System.Management.Automation.ProgressRecordType.Completed, run.Progress[^1].RecordType);
    }

    [Fact]
    public void Unattended_the_verbose_line_says_which_step_on_which_servers()
    {
        var run = Run(Failback + " -Confirm:$false -Verbose");
        Assert.Empty(run.Questions);
        Assert.Contains("PROD1, PROD2: Step 6: Drop all databases on the source", run.Verbose);
    }

    [Fact]
    public void WhatIf_lists_every_action_and_leaves_no_journal()
    {
        var run = Run(Failback + " -WhatIf -Force");
        Assert.True(Engine.RunbookOptions!.WhatIf);
        Assert.Equal(
            [("[BizTalkMgmtDb] on PROD1", "Step 6: Drop the database"), ("[BizTalkMsgBoxDb] on PROD2", "Step 6: Drop the database")],
            run.Asked
        );
        Assert.False(File.Exists(journal));
    }

    [Fact]
    public void Options_reach_the_engine()
    {
        Run(
            Failback
                + @" M -Step 1, 2 -SkipStep 2 -ThrottleLimit 3 -BackupPath \\X -JobTimeout 60 -ServiceTimeout 30 -DocumentedOrder -KillSession -Force"
        );
        Assert.Equal(
            new FailbackOptions
            {
                Mark = "M",
                DocumentedOrder = true,
                ThrottleLimit = 3,
                JobTimeout = TimeSpan.FromMinutes(1),
                ServiceTimeout = TimeSpan.FromSeconds(30),
                EndSessions = true,
                BackupLocation = @"\\X",
            },
            Engine.FailbackOptions
        );
        Assert.Equal([1, 2], Engine.RunbookOptions!.Only);
        Assert.Equal([2], Engine.RunbookOptions.Skip);
    }

    [Fact]
    public void It_works_from_plain_instances()
    {
        Run("Invoke-BtsFailback -SqlInstance PROD1 -DestinationSqlInstance DR1 -ComputerName BTS01 -JournalPath $journal");
        Assert.Equal(
            ("PROD1", "DR1", "BTS01"),
            (Engine.Topology!.Source[0].Name, Engine.Topology.Destination[0].Name, Engine.Topology.Computers[0].Name)
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(13)]
    public void A_step_that_the_page_does_not_have_is_refused(int step) =>
        Assert.Equal("ParameterArgumentValidationError", FailureOf($"{Failback} -Step {step}").Id());

    [Fact]
    public void A_step_that_fails_ends_the_command_after_its_result()
    {
        Engine.FailbackRun = _ =>
            [Result(StepStatus.Failed) with { Error = new BizTalkDRException("MarkNotReached", ErrorKind.Operation, "4329") }];
        var run = Run(Failback);
        Assert.Equal("MarkNotReached", run.Failure!.Id());
        Assert.Single(run.Output);
    }

    [Fact]
    public void A_declined_step_is_told()
    {
        Session.Host.Answer = false;
        var warning = Assert.Single(Run(Failback).Warnings);
        Assert.Contains("step 6", warning);
        Assert.Contains("-Resume", warning);
    }

    [Fact]
    public void A_failed_step_is_followed_by_how_to_go_on()
    {
        Engine.FailbackRun = _ => [Result(StepStatus.Failed) with { Error = new BizTalkDRException("X", ErrorKind.Operation, "no") }];
        var run = Run(Failback);
        Assert.NotNull(run.Failure);
        Assert.Contains($"-JournalPath '{journal}' -Resume", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_can_be_asked_the_error_says_how_to_run_unattended()
    {
        Session.Host.AskingFails = new InvalidOperationException("PowerShell is in NonInteractive mode.");
        var error = FailureOf(Failback);
        Assert.Equal("NoAnswer", error.Id());
        Assert.Contains("-Confirm:$false", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_of_an_earlier_run_is_not_touched_without_Resume()
    {
        File.WriteAllText(journal, "{}\n");
        Assert.Equal("JournalExists", FailureOf(Failback).Id());
    }

    [Fact]
    public void Resume_goes_on_with_the_journal()
    {
        Run(Failback);
        var before = 0;
        Engine.FailbackRun = run =>
        {
            before = run.Journal.Entries.Count;
            return [];
        };
        Run(Failback + " -Resume");
        Assert.Equal(1, before);
    }

    [Fact]
    public void What_would_be_gone_on_with_is_read_from_the_journal_and_not_written_to_it()
    {
        Run(Failback);
        var written = File.ReadAllBytes(journal);
        var before = 0;
        Engine.FailbackRun = run =>
        {
            before = run.Journal.Entries.Count;
            run.Journal.Write(run.Journal.Entries[0]);
            return [];
        };
        Run(Failback + " -Resume -WhatIf");
        Assert.Equal(1, before);
        Assert.Equal(written, File.ReadAllBytes(journal));
    }

    [Fact]
    public void Resume_without_a_journal_is_refused() => Assert.Equal("JournalNotFound", FailureOf(Failback + " -Resume").Id());

    [Fact]
    public void Ctrl_C_cancels_the_run_which_still_tells_its_journal()
    {
        Engine.FailbackRun = run => Cancelled(run, Session.Stop);
        Assert.Empty(Run(Failback).Output);
        Assert.Contains("cancelled", File.ReadAllText(journal));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        File.Delete(journal);
    }

    private static IEnumerable<StepResult> Cancelled(FakeFailback run, Action stop)
    {
        stop();
        Assert.True(run.Cancellation.WaitHandle.WaitOne(TimeSpan.FromMinutes(1)));
        run.Journal.Write(Entry("cancelled"));
        yield return Result(StepStatus.Failed) with
        {
            Error = new OperationCanceledException(),
        };
    }

    private static IEnumerable<StepResult> OneStep(FakeFailback run)
    {
        var step = new RunbookStep<FailbackContext>
        {
            Number = 6,
            Title = "Drop all databases on the source",
            Explanation = "",
            Plan = _ => Actions,
            Check = _ => StepCheck.Ready,
            Run = (_, _) => { },
            Prove = _ => new StepProof(true, []),
        };
        run.Watcher.OnStepStarted(step.Number, step.Title);
        if (!run.Confirm(step, Actions))
        {
            yield return Result(run.Runbook.WhatIf ? StepStatus.WhatIf : StepStatus.Declined);
            yield break;
        }
        run.Journal.Write(Entry("dropped"));
        Parallel.ForEach(Actions, action => run.Watcher.OnProgress(6, action, 40));
        run.Watcher.OnAction(Entry("dropped"));
        run.Watcher.OnStepEnded(Result(StepStatus.Succeeded));
        yield return Result(StepStatus.Succeeded);
    }

    private static JournalEntry Entry(string text) =>
        new()
        {
            TimeUtc = DateTime.UtcNow,
            Kind = JournalEntryKind.ActionEnded,
            Step = 6,
            Server = "PROD1",
            Text = text,
        };

    private static StepResult Result(StepStatus status) =>
        new()
        {
            Number = 6,
            Title = "Drop all databases on the source",
            Status = status,
            StartedAtUtc = DateTime.UtcNow,
        };
}
