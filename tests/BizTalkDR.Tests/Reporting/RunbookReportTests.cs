using BizTalkDR.Errors;
using BizTalkDR.Reporting;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Tests.Runbook;

namespace BizTalkDR.Tests.Reporting;

/// <summary>What a report makes of the journals that real runs leave.</summary>
public class RunbookReportTests
{
    private static readonly (int, string)[] Titles = [(1, "First"), (2, "Second"), (3, "Third")];
    private readonly MemoryJournal journal = new();

    [Fact]
    public void A_run_that_came_to_its_end_is_proven_with_what_proves_each_step()
    {
        var report = Run();

        Assert.True(report.IsProven);
        Assert.Equal("Done: all 3 steps are proven.", report.Verdict);
        var run = Assert.Single(report.Runs);
        Assert.Equal(Titles, run.Steps.Select(step => (step.Number, step.Title)));
        Assert.Equal(["2 is so", "and stays so"], run.Steps[1].Details);
        var action = Assert.Single(run.Steps[1].Actions);
        Assert.Equal(("SQL01", "A", "Do 2"), (action.Server, action.Database, action.Text));
        Assert.NotNull(action.EndedAtUtc);
        Assert.Contains(Environment.UserName, run.Starter, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_left_out_as_asked_are_counted_as_such() =>
        Assert.Equal("Done: 2 of 3 steps are proven; left out as asked: 1.", Run(new RunbookOptions { Skip = [2] }).Verdict);

    [Fact]
    public void A_step_that_fails_is_named_with_its_reason_and_the_steps_after_it_as_not_reached()
    {
        var report = Run(failing: 2);

        Assert.False(report.IsProven);
        Assert.Equal("Failed in step 2: Second.", report.Verdict);
        Assert.Equal(["no room", "Make some."], report.Failures);
        var steps = Assert.Single(report.Runs).Steps;
        Assert.Equal([true, true, false], steps.Select(step => step.IsReached));
        Assert.Equal("no room", Assert.Single(steps[1].Actions).Failure);
    }

    [Fact]
    public void A_step_that_was_declined_is_told()
    {
        var report = Run(answer: step => step != 2);

        Assert.Equal("Ended before step 2, which was declined: nothing of it was done.", report.Verdict);
        Assert.False(report.IsProven);
    }

    [Fact]
    public void A_run_that_is_gone_on_with_is_told_after_the_one_before_it()
    {
        Run(failing: 2);
        var report = Run();

        Assert.True(report.IsProven);
        Assert.Equal([StepStatus.Succeeded, StepStatus.Failed], report.Runs[0].Steps.Select(step => step.Status!.Value));
        Assert.Equal(3, report.Runs[1].Steps.Count);
    }

    [Fact]
    public void A_run_that_died_in_a_step_is_told_by_the_next_one_as_cut_off()
    {
        Run();
        // What a process leaves that ends in the middle of step 2's action.
        var cut = journal.Entries.TakeWhile(entry => entry is not { Step: 2, Kind: JournalEntryKind.ActionEnded }).ToList();

        var step = ReportedRun.From(cut)[0].Steps[^1];

        Assert.Equal((2, null), (step.Number, step.Status));
        Assert.Null(Assert.Single(step.Actions).EndedAtUtc);
    }

    [Fact]
    public void What_is_refused_before_the_first_step_changed_nothing()
    {
        Run(failing: 2);
        var error = new BizTalkDRException("X", ErrorKind.State, "SQL02 does not answer.") { Remedy = "Start it." };
        var report = RunbookReport.Of("Any", journal.Entries, DateTime.UtcNow.AddTicks(1), Titles, error);

        Assert.Equal("Refused before the first step: nothing was changed.", report.Verdict);
        Assert.Equal(["SQL02 does not answer.", "Start it."], report.Failures);
        Assert.Equal(2, Assert.Single(report.Runs).Steps.Count);
    }

    private RunbookReport Run(RunbookOptions? options = null, int failing = 0, Func<int, bool>? answer = null)
    {
        var began = DateTime.UtcNow;
        var runner = new RunbookRunner<int>(journal, new SilentWatcher(), (step, _) => answer?.Invoke(step.Number) ?? true);
        var runbook = new RunbookDefinition<int>
        {
            Id = "Any",
            Title = "any",
            Steps = [.. Titles.Select(title => Step(title, failing))],
        };
        var results = runner.Run(runbook, 0, options ?? new RunbookOptions(), default).ToList();
        return RunbookReport.Of("Any", journal.Entries, began, Titles, results[^1].Error);
    }

    private static RunbookStep<int> Step((int Number, string Title) step, int failing)
    {
        var action = new StepAction("SQL01", "A", $"Do {step.Number}");
        return new RunbookStep<int>
        {
            Number = step.Number,
            Title = step.Title,
            Explanation = "",
            Plan = _ => [action],
            Check = _ => StepCheck.Ready,
            Run = (_, scope) =>
                scope.Do(
                    action,
                    () =>
                    {
                        if (step.Number == failing)
                            throw new BizTalkDRException("Full", ErrorKind.Operation, "no room") { Remedy = "Make some." };
                    }
                ),
            Prove = _ => new StepProof(true, [$"{step.Number} is so", "and stays so"]),
        };
    }
}
