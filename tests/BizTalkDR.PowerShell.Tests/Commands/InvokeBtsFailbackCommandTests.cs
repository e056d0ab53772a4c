using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Services;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class InvokeBtsFailbackCommandTests : CmdletTests
{
    private const string Failback = "Invoke-BtsFailback $topology -JournalPath $journal";
    private const string Reported = Failback + " -ReportPath $report";

    private static readonly StepAction[] Actions =
    [
        new StepAction("PROD1", "BizTalkMgmtDb", "Drop the database", IsDestructive: true),
        new StepAction("PROD2", "BizTalkMsgBoxDb", "Drop the database", IsDestructive: true) { Mark = "BTS_1" },
    ];

    private readonly string journal = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".jsonl");
    private readonly string report = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "report.html");

    public InvokeBtsFailbackCommandTests()
    {
        Engine = new FakeEngine { FailbackRun = OneStep };
        Session["journal"] = journal;
        Session["report"] = report;
    }

    [Fact]
    public void What_lies_ahead_is_shown_before_all_with_WhatIf_and_goes_to_who_listens()
    {
        Engine.Outlook = Samples.Outlook;
        var run = Run(Failback + " -WhatIf -InformationVariable told; $told");
        Assert.Empty(run.Questions);
        Assert.Contains("HEALTHY AND ONLINE", run.Lines[0], StringComparison.Ordinal);
        Assert.Contains("at least 17 minutes", run.Lines[0], StringComparison.Ordinal);
        Assert.Contains(
            Samples.Outlook,
            run.Output.OfType<System.Management.Automation.InformationRecord>().Select(record => Unwrapped(record.MessageData))
        );
    }

    [Fact]
    public void An_open_production_is_given_up_only_by_the_name_of_the_group_typed_before_step_1()
    {
        Engine.Outlook = Samples.Outlook;
        Session.Host.Typed = " Sample ";
        var run = Run(Failback);
        Assert.Equal(StepStatus.Succeeded, Assert.IsType<StepResult>(run.Output[^1]).Status);
        var (caption, question) = run.Questions[0];
        Assert.Equal("Before step 1 of the failback of sample", caption);
        Assert.Contains("HEALTHY AND ONLINE", question, StringComparison.Ordinal);
        Assert.Contains("Production is ONLINE", question, StringComparison.Ordinal);
        Assert.Contains("Type the group's name, sample,", question, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("y")]
    [InlineData("yes")]
    [InlineData("samples")]
    public void Whatever_else_is_typed_is_No(string typed)
    {
        Engine.Outlook = Samples.Outlook;
        Session.Host.Typed = typed;
        var run = Run(Failback);
        Assert.Single(run.Questions);
        Assert.Equal(StepStatus.Declined, Assert.IsType<StepResult>(Assert.Single(run.Output)).Status);
        Assert.Contains("that is No", run.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_production_that_is_down_is_given_up_after_a_question_whose_default_is_No()
    {
        Engine.Outlook = Samples.Outlook with { NeedsName = false };
        var run = Run(Failback);
        Assert.Equal(2, run.Questions.Count);
        Assert.All(Session.Host.Defaults, answer => Assert.Equal("No", answer));
        Assert.All(Session.Host.Choices, labels => Assert.DoesNotContain("Yes to All", labels));
    }

    [Fact]
    public void The_drop_of_production_asks_for_the_name_of_the_group_whatever_was_answered_before()
    {
        Engine.FailbackRun = Production;
        Engine.Outlook = Samples.Outlook with { NeedsName = false };
        Session.Host.AnswerLabel = "Yes to All";
        Session.Host.Typed = "sample";
        var run = Run(Failback);
        Assert.Equal(StepStatus.Succeeded, Assert.IsType<StepResult>(Assert.Single(run.Output)).Status);
        Assert.Equal(2, run.Questions.Count);
        var (_, question) = run.Questions[1];
        Assert.Contains("LOST, as told before step 1: at least 17 minutes", question, StringComparison.Ordinal);
        Assert.Contains("PROD1 (production): DESTROYS BizTalkMgmtDb", question, StringComparison.Ordinal);
        Assert.Contains("Type the group's name", question, StringComparison.Ordinal);

        File.Delete(journal);
        Session.Host.Typed = "y";
        Assert.Equal(StepStatus.Declined, Assert.IsType<StepResult>(Assert.Single(Run(Failback).Output)).Status);
    }

    [Fact]
    public void With_Force_what_lies_ahead_is_shown_and_nothing_is_asked()
    {
        Engine.Outlook = Samples.Outlook;
        Engine.FailbackRun = Production;
        Session.Host.AskingFails = new InvalidOperationException("Nobody is here.");
        var run = Run(Failback + " -Force");
        Assert.Equal(StepStatus.Succeeded, Assert.IsType<StepResult>(Assert.Single(run.Output)).Status);
        Assert.Contains("HEALTHY AND ONLINE", string.Join("\n", run.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(" -Confirm:$false", "ForceNeeded")]
    [InlineData("", "NoAnswer")]
    public void Where_nobody_answers_production_is_not_given_up_without_Force(string how, string error)
    {
        Engine.Outlook = Samples.Outlook;
        Session.Host.AskingFails = new InvalidOperationException("PowerShell is in NonInteractive mode.");
        var failure = FailureOf(Failback + how);
        Assert.Equal(error, failure.Id());
        Assert.Contains("-Force", failure.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_step_is_asked_about_once_and_its_result_comes_out()
    {
        var run = Run(Failback);
        var (caption, question) = Assert.Single(run.Questions);
        Assert.Contains($"step 6 of the failback of {Samples.Topology.Name}", caption, StringComparison.Ordinal);
        Assert.StartsWith("Drop all databases on the source?", question, StringComparison.Ordinal);
        Assert.Contains("PROD1 (production): DESTROYS BizTalkMgmtDb", question, StringComparison.Ordinal);
        Assert.Contains("PROD2 (production): DESTROYS BizTalkMsgBoxDb", question, StringComparison.Ordinal);
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
        Assert.Contains("-Force", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
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

    [Fact]
    public void The_report_of_a_run_is_written_at_its_end()
    {
        Engine.FailbackRun = Runner();
        Run(Reported);
        var page = File.ReadAllText(report);
        Assert.Contains($"Failback of {Samples.Topology.Name}", page, StringComparison.Ordinal);
        Assert.Contains("Done: ", page, StringComparison.Ordinal);
        Assert.Contains("It is gone.", page, StringComparison.Ordinal);
        Assert.Contains(journal, page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_fails_leaves_a_report_without_secrets()
    {
        Engine.FailbackRun = Runner(() => throw new BizTalkDRException("X", ErrorKind.Operation, "3702, PASSWORD='hunter2'"));
        Assert.NotNull(Run(Reported).Failure);
        var page = File.ReadAllText(report);
        Assert.Contains("Failed in step 6", page, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_in_what_a_service_script_says_leaves_by_no_way()
    {
        Engine.FailbackRun = Runner(() =>
            throw new ServiceControlException(
                "ServiceScriptFailed",
                ErrorKind.Operation,
                "It failed.",
                new InvalidOperationException("net use \\\\srv\\x hunter2 /user:me; pwd: hunter2; {\"secret\": \"hunter2\"}")
            )
        );
        var run = Run(Reported + " -Verbose");
        var told = string.Join(
            "\n",
            [
                run.Failure!.ToString(),
                run.Failure.Exception.ToString(),
                .. run.Verbose,
                .. run.Warnings,
                .. run.Lines,
                .. run.Output.OfType<StepResult>().Select(result => $"{result.Error} {string.Join(' ', result.Details)}"),
                File.ReadAllText(journal),
                File.ReadAllText(report),
            ]
        );
        Assert.Contains("It failed.", told, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_stopped_at_a_question_leaves_a_report()
    {
        Engine.FailbackRun = Runner();
        Session.Host.Answer = false;
        Run(Reported);
        Assert.Contains("Ended before step 6, which was declined", File.ReadAllText(report), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_leaves_a_report()
    {
        Engine.FailbackRun = _ => throw new BizTalkDRException("FailbackRefused", ErrorKind.State, "SQL02 does not answer.");
        Assert.NotNull(Run(Reported).Failure);
        var page = File.ReadAllText(report);
        Assert.Contains("Refused before the first step: nothing was changed.", page, StringComparison.Ordinal);
        Assert.Contains("SQL02 does not answer.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_leaves_a_report()
    {
        Engine.FailbackRun = run =>
            Runner(() =>
            {
                Session.Stop();
                Assert.True(run.Cancellation.WaitHandle.WaitOne(TimeSpan.FromMinutes(15)));
                throw new OperationCanceledException();
            })(run);
        Run(Reported);
        Assert.Contains("Stopped in step 6", File.ReadAllText(report), StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_of_a_run_that_is_gone_on_with_tells_the_run_before_it()
    {
        Engine.FailbackRun = Runner(() => throw new BizTalkDRException("X", ErrorKind.Operation, "The disk was full."));
        Assert.NotNull(Run(Failback).Failure);
        Engine.FailbackRun = Runner();
        Run(Reported + " -Resume");
        var page = File.ReadAllText(report);
        Assert.Contains("Steps of run 1 of 2", page, StringComparison.Ordinal);
        Assert.Contains("The disk was full.", page, StringComparison.Ordinal);
        Assert.Contains("It is gone.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_names_no_report_leaves_one_beside_its_journal_and_tells_on_the_screen_how_it_ended()
    {
        Engine.FailbackRun = Runner();
        var run = Run(Failback);
        var beside = Path.ChangeExtension(journal, ".html");
        Assert.Contains("It is gone.", File.ReadAllText(beside), StringComparison.Ordinal);
        var shown = string.Join('\n', run.Lines);
        Assert.Contains(
            $"Failback of {Samples.Topology.Name}: Done: all 1 steps are proven.",
            shown.ReplaceLineEndings(" "),
            StringComparison.Ordinal
        );
        Assert.Contains("Step 6    Done: It is gone.", shown, StringComparison.Ordinal);
        Assert.Contains("Destroyed PROD1: BizTalkMgmtDb (Drop the database, step 6)", shown, StringComparison.Ordinal);
        Assert.Contains($"Report    {beside}", shown, StringComparison.Ordinal);
        // On the screen, and not among what a script takes.
        Assert.IsType<StepResult>(Assert.Single(run.Output));
    }

    [Theory]
    [InlineData("No")]
    [InlineData("Ctrl+C")]
    [InlineData("error")]
    public void However_a_run_ends_what_is_off_what_is_destroyed_and_the_next_command_are_on_the_screen(string end)
    {
        Session.Host.Answer = end != "No";
        Engine.FailbackRun = run =>
        {
            run.Journal.Write(
                Entry("Disable job 'Backup'") with
                {
                    Step = 1,
                    Kind = JournalEntryKind.ActionStarted,
                    Data = SwitchOff("job 'Backup'"),
                }
            );
            return Runner(() =>
            {
                if (end == "error")
                    throw new BizTalkDRException("X", ErrorKind.Operation, "The disk was full.");
                Session.Stop();
                Assert.True(run.Cancellation.WaitHandle.WaitOne(TimeSpan.FromMinutes(15)));
                throw new OperationCanceledException();
            })(run);
        };
        var shown = string.Join('\n', Run(Failback).Lines);
        Assert.Contains("Off now   PROD1: job 'Backup'", shown, StringComparison.Ordinal);
        Assert.Contains(
            end == "No" ? "Destroyed nothing" : "Destroyed PROD1: BizTalkMgmtDb (Drop the database, step 6; begun",
            shown,
            StringComparison.Ordinal
        );
        Assert.Contains($"Go on     Invoke-BtsFailback $topology -JournalPath '{journal}' -Resume", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void The_question_says_what_is_off_and_destroyed_while_it_stands()
    {
        Engine.FailbackRun = run =>
        {
            run.Journal.Write(
                Entry("Disable job 'Backup'") with
                {
                    Step = 1,
                    Kind = JournalEntryKind.ActionStarted,
                    Data = SwitchOff("job 'Backup'"),
                }
            );
            return Runner()(run);
        };
        var (_, question) = Assert.Single(Run(Failback).Questions);
        Assert.Contains("Off now: PROD1: job 'Backup'.", question, StringComparison.Ordinal);
        Assert.Contains("Destroyed: nothing.", question, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_writes_no_report()
    {
        Run(Reported + " -WhatIf -Force");
        Assert.False(File.Exists(report));
    }

    [Fact]
    public void A_report_that_can_not_be_written_is_found_before_anything_is_done()
    {
        // A folder's name, which no file can have.
        Session["report"] = Path.GetTempPath();
        Assert.Equal("ReportNotWritable", FailureOf(Reported).Id());
        Assert.Null(Engine.FailbackOptions);
        Assert.False(File.Exists(journal));
    }

    [Fact]
    public void A_report_that_is_there_is_replaced_unless_NoClobber_says_otherwise()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(report)!);
        File.WriteAllText(report, "mine");
        Assert.Equal("FileExists", FailureOf(Reported + " -NoClobber").Id());
        Assert.Equal("mine", File.ReadAllText(report));
        Engine.FailbackRun = Runner();
        Run(Reported);
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(report), StringComparison.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        File.Delete(journal);
        File.Delete(Path.ChangeExtension(journal, ".html"));
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
        var runbook = new RunbookDefinition<FailbackContext>
        {
            Id = "Failback",
            Title = "failback",
            Steps = [step],
        };
        return run =>
            new RunbookRunner<FailbackContext>(run.Journal, run.Watcher, run.Confirm).Run(runbook, null!, run.Runbook, run.Cancellation);
    }

    private static IEnumerable<StepResult> Cancelled(FakeFailback run, Action stop)
    {
        stop();
        Assert.True(run.Cancellation.WaitHandle.WaitOne(TimeSpan.FromMinutes(15)));
        run.Journal.Write(Entry("cancelled"));
        yield return Result(StepStatus.Failed) with
        {
            Error = new OperationCanceledException(),
        };
    }

    private static object? Unwrapped(object? data) => (data as System.Management.Automation.PSObject)?.BaseObject ?? data;

    private static IEnumerable<StepResult> Production(FakeFailback run) =>
        OneStep(run, [.. Actions.Select(action => action with { GivesUpProduction = true })]);

    private static IEnumerable<StepResult> OneStep(FakeFailback run) => OneStep(run, Actions);

    private static IEnumerable<StepResult> OneStep(FakeFailback run, StepAction[] actions)
    {
        var step = new RunbookStep<FailbackContext>
        {
            Number = 6,
            Title = "Drop all databases on the source",
            Explanation = "",
            Plan = _ => actions,
            Check = _ => StepCheck.Ready,
            Run = (_, _) => { },
            Prove = _ => new StepProof(true, []),
        };
        run.Watcher.OnStepStarted(step.Number, step.Title);
        if (!run.Confirm(step, actions))
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

    private static System.Text.Json.JsonElement SwitchOff(string thing) =>
        System.Text.Json.JsonSerializer.SerializeToElement(
            new
            {
                Thing = thing,
                Key = Guid.Empty.ToString(),
                On = false,
            }
        );

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
