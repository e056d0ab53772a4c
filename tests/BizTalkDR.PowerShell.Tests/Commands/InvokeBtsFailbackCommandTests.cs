using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Commands;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback;
using BizTalkDR.Runbook.Failback.Execution;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class InvokeBtsFailbackCommandTests : IDisposable
{
    private static readonly StepAction[] Actions =
    [
        new StepAction("PROD1", "BizTalkMgmtDb", "Drop the database", IsDestructive: true),
        new StepAction("PROD2", "BizTalkMsgBoxDb", "Drop the database", IsDestructive: true) { Mark = "BTS_1" },
    ];

    private readonly string journal = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".jsonl");
    private readonly string report = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "report.html");
    private readonly FakeEngine engine = new() { FailbackRun = OneStep };

    [Fact]
    public void Each_step_is_asked_about_once_and_its_result_comes_out()
    {
        var runtime = Run(Cmdlet());
        Assert.Equal(("PROD1, PROD2", "Step 6: Drop all databases on the source"), Assert.Single(runtime.Asked));
        var question = Assert.Single(runtime.Questions);
        Assert.Contains($"step 6 of the failback of {Samples.Topology.Name}", question, StringComparison.Ordinal);
        Assert.Contains("PROD1: DESTROYS BizTalkMgmtDb", question, StringComparison.Ordinal);
        Assert.Contains("PROD2: DESTROYS BizTalkMsgBoxDb", question, StringComparison.Ordinal);
        Assert.Contains("To log mark BTS_1.", question, StringComparison.Ordinal);
        Assert.Contains($"-JournalPath '{journal}' -Resume", question, StringComparison.Ordinal);
        Assert.Equal(StepStatus.Succeeded, Assert.IsType<StepResult>(Assert.Single(runtime.Output)).Status);
        Assert.Equal([Environment.CurrentManagedThreadId], runtime.Threads);
        Assert.Contains(runtime.Progress, progress => progress is { Percent: 40, ParentId: 1 });
        Assert.True(runtime.Progress[^1].IsCompleted);
    }

    [Fact]
    public void WhatIf_lists_every_action_and_leaves_no_journal()
    {
        using var cmdlet = Cmdlet();
        var runtime = cmdlet.RunWhatIf("Force");
        Assert.True(engine.RunbookOptions!.WhatIf);
        Assert.Equal(
            [("[BizTalkMgmtDb] on PROD1", "Step 6: Drop the database"), ("[BizTalkMsgBoxDb] on PROD2", "Step 6: Drop the database")],
            runtime.Asked
        );
        Assert.False(File.Exists(journal));
    }

    [Fact]
    public void Options_reach_the_engine()
    {
        using var cmdlet = new InvokeBtsFailbackCommand
        {
            Topology = Samples.Argument,
            Mark = "M",
            Step = [1, 2],
            SkipStep = [2],
            ThrottleLimit = 3,
            BackupPath = @"\\X",
            JobTimeout = 60,
            ServiceTimeout = 30,
            JournalPath = journal,
            CreateEngine = FakeEngine.Factory(engine),
        };
        cmdlet.Run("DocumentedOrder", "KillSession", "Force");
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
            engine.FailbackOptions
        );
        Assert.Equal([1, 2], engine.RunbookOptions!.Only);
        Assert.Equal([2], engine.RunbookOptions.Skip);
    }

    [Fact]
    public void It_works_from_plain_instances()
    {
        using var cmdlet = new InvokeBtsFailbackCommand
        {
            SqlInstance = ["PROD1"],
            DestinationSqlInstance = ["DR1"],
            ComputerName = ["BTS01"],
            JournalPath = journal,
            CreateEngine = FakeEngine.Factory(engine),
        };
        cmdlet.Run();
        Assert.Equal(
            ("PROD1", "DR1", "BTS01"),
            (engine.Topology!.Source[0].Name, engine.Topology.Destination[0].Name, engine.Topology.Computers[0].Name)
        );
    }

    [Fact]
    public void A_step_that_fails_ends_the_command_after_its_result()
    {
        engine.FailbackRun = _ =>
            [Result(StepStatus.Failed) with { Error = new BizTalkDRException("MarkNotReached", ErrorKind.Operation, "4329") }];
        using var cmdlet = Cmdlet();
        var runtime = new RecordingRuntime();
        Assert.Equal("MarkNotReached", Assert.Throws<TerminatingException>(() => cmdlet.Run(runtime)).Error.Id);
        Assert.Single(runtime.Output);
    }

    [Fact]
    public void A_declined_step_is_told()
    {
        using var cmdlet = Cmdlet();
        var runtime = cmdlet.Run(new RecordingRuntime { Answer = false });
        var warning = Assert.Single(runtime.Warnings);
        Assert.Contains("step 6", warning);
        Assert.Contains("-Resume", warning);
    }

    [Fact]
    public void A_failed_step_is_followed_by_how_to_go_on()
    {
        engine.FailbackRun = _ => [Result(StepStatus.Failed) with { Error = new BizTalkDRException("X", ErrorKind.Operation, "no") }];
        using var cmdlet = Cmdlet();
        var runtime = new RecordingRuntime();
        Assert.Throws<TerminatingException>(() => cmdlet.Run(runtime));
        Assert.Contains($"-JournalPath '{journal}' -Resume", Assert.Single(runtime.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_can_be_asked_the_error_says_how_to_run_unattended()
    {
        using var cmdlet = Cmdlet();
        var runtime = new RecordingRuntime { AskingFails = new InvalidOperationException("PowerShell is in NonInteractive mode.") };
        var error = Assert.Throws<TerminatingException>(() => cmdlet.Run(runtime)).Error;
        Assert.Equal("NoAnswer", error.Id);
        Assert.Contains("-Confirm:$false", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_of_an_earlier_run_is_not_touched_without_Resume()
    {
        File.WriteAllText(journal, "{}\n");
        using var cmdlet = Cmdlet();
        Assert.Equal("JournalExists", cmdlet.RunToFailure().Id);
    }

    [Fact]
    public void Resume_goes_on_with_the_journal()
    {
        Run(Cmdlet());
        var before = 0;
        engine.FailbackRun = run =>
        {
            before = run.Journal.Entries.Count;
            return [];
        };
        using var cmdlet = Cmdlet();
        cmdlet.Run("Resume");
        Assert.Equal(1, before);
    }

    [Fact]
    public void What_would_be_gone_on_with_is_read_from_the_journal_and_not_written_to_it()
    {
        Run(Cmdlet());
        var written = File.ReadAllBytes(journal);
        var before = 0;
        engine.FailbackRun = run =>
        {
            before = run.Journal.Entries.Count;
            run.Journal.Write(run.Journal.Entries[0]);
            return [];
        };
        using var cmdlet = Cmdlet();
        cmdlet.RunWhatIf("Resume");
        Assert.Equal(1, before);
        Assert.Equal(written, File.ReadAllBytes(journal));
    }

    [Fact]
    public void Resume_without_a_journal_is_refused()
    {
        using var cmdlet = Cmdlet();
        Assert.Equal("JournalNotFound", cmdlet.RunToFailure("Resume").Id);
    }

    [Fact]
    public void Ctrl_C_cancels_the_run_which_still_tells_its_journal()
    {
        using var cmdlet = Cmdlet();
        engine.FailbackRun = run => Cancelled(run, cmdlet.Stop);
        Assert.Throws<System.Management.Automation.PipelineStoppedException>(() => cmdlet.Run(new RecordingRuntime()));
        Assert.Contains("cancelled", File.ReadAllText(journal));
    }

    [Fact]
    public void The_report_of_a_run_is_written_at_its_end()
    {
        engine.FailbackRun = Runner();
        using var cmdlet = Reporting();
        cmdlet.Run();
        var page = File.ReadAllText(report);
        Assert.Contains($"Failback of {Samples.Topology.Name}", page, StringComparison.Ordinal);
        Assert.Contains("Done: ", page, StringComparison.Ordinal);
        Assert.Contains("It is gone.", page, StringComparison.Ordinal);
        Assert.Contains(journal, page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_fails_leaves_a_report_without_secrets()
    {
        engine.FailbackRun = Runner(() => throw new BizTalkDRException("X", ErrorKind.Operation, "3702, PASSWORD='hunter2'"));
        using var cmdlet = Reporting();
        Assert.Throws<TerminatingException>(() => cmdlet.Run());
        var page = File.ReadAllText(report);
        Assert.Contains("Failed in step 6", page, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_stopped_at_a_question_leaves_a_report()
    {
        engine.FailbackRun = Runner();
        using var cmdlet = Reporting();
        cmdlet.Run(new RecordingRuntime { Answer = false });
        Assert.Contains("Ended before step 6, which was declined", File.ReadAllText(report), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_leaves_a_report()
    {
        engine.FailbackRun = _ => throw new BizTalkDRException("FailbackRefused", ErrorKind.State, "SQL02 does not answer.");
        using var cmdlet = Reporting();
        Assert.Throws<TerminatingException>(() => cmdlet.Run());
        var page = File.ReadAllText(report);
        Assert.Contains("Refused before the first step: nothing was changed.", page, StringComparison.Ordinal);
        Assert.Contains("SQL02 does not answer.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_leaves_a_report()
    {
        using var cmdlet = Reporting();
        engine.FailbackRun = Runner(() =>
        {
            cmdlet.Stop();
            throw new OperationCanceledException();
        });
        Assert.Throws<System.Management.Automation.PipelineStoppedException>(() => cmdlet.Run());
        Assert.Contains("Stopped in step 6", File.ReadAllText(report), StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_of_a_run_that_is_gone_on_with_tells_the_run_before_it()
    {
        engine.FailbackRun = Runner(() => throw new BizTalkDRException("X", ErrorKind.Operation, "The disk was full."));
        using (var first = Cmdlet())
            Assert.Throws<TerminatingException>(() => first.Run());
        engine.FailbackRun = Runner();
        using var cmdlet = Reporting();
        cmdlet.Run("Resume");
        var page = File.ReadAllText(report);
        Assert.Contains("Steps of run 1 of 2", page, StringComparison.Ordinal);
        Assert.Contains("The disk was full.", page, StringComparison.Ordinal);
        Assert.Contains("It is gone.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_writes_no_report()
    {
        using var cmdlet = Reporting();
        cmdlet.RunWhatIf("Force");
        Assert.False(File.Exists(report));
    }

    [Fact]
    public void A_report_that_can_not_be_written_is_found_before_anything_is_done()
    {
        using var cmdlet = Cmdlet();
        // A folder's name, which no file can have.
        cmdlet.ReportPath = Path.GetTempPath();
        Assert.Equal("ReportNotWritable", cmdlet.RunToFailure().Id);
        Assert.Null(engine.FailbackOptions);
        Assert.False(File.Exists(journal));
    }

    [Fact]
    public void A_report_that_is_there_is_replaced_unless_NoClobber_says_otherwise()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(report)!);
        File.WriteAllText(report, "mine");
        using (var careful = Reporting())
            Assert.Equal("FileExists", careful.RunToFailure("NoClobber").Id);
        Assert.Equal("mine", File.ReadAllText(report));
        engine.FailbackRun = Runner();
        using var cmdlet = Reporting();
        cmdlet.Run();
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(report), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        File.Delete(journal);
        if (Directory.Exists(Path.GetDirectoryName(report)))
            Directory.Delete(Path.GetDirectoryName(report)!, recursive: true);
    }

    /// <summary>A failback of one step, run as the engine runs it.</summary>
    private static Func<FakeFailback, IEnumerable<StepResult>> Runner(Action? act = null)
    {
        var step = new RunbookStep<FailbackContext>
        {
            Number = 6,
            Title = "Drop all databases on the source",
            Explanation = "",
            Plan = _ => Actions,
            Check = _ => StepCheck.Ready,
            Run = (_, scope) => scope.Do(Actions[0], act ?? (() => { })),
            Prove = _ => new StepProof(true, ["It is gone."]),
        };
        return run =>
            new RunbookRunner<FailbackContext>(run.Journal, run.Watcher, run.Confirm).Run([step], null!, run.Runbook, run.Cancellation);
    }

    private InvokeBtsFailbackCommand Reporting()
    {
        var cmdlet = Cmdlet();
        cmdlet.ReportPath = report;
        return cmdlet;
    }

    private static IEnumerable<StepResult> Cancelled(FakeFailback run, Action stop)
    {
        stop();
        Assert.True(run.Cancellation.IsCancellationRequested);
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

    private InvokeBtsFailbackCommand Cmdlet() =>
        new()
        {
            Topology = Samples.Argument,
            JournalPath = journal,
            CreateEngine = FakeEngine.Factory(engine),
        };

    private static RecordingRuntime Run(InvokeBtsFailbackCommand cmdlet)
    {
        using (cmdlet)
            return cmdlet.Run();
    }
}
