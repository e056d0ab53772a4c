using System.Diagnostics;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.Tests.Runbook;

public class RunbookRunnerTests
{
    private readonly MemoryJournal journal = new();
    private readonly List<string> world = [];

    [Fact]
    public void Steps_run_in_the_order_given_and_each_is_checked_done_and_proven()
    {
        var results = Run([Step(2), Step(1)]);
        Assert.Equal([2, 1], results.Select(result => result.Number));
        Assert.All(results, result => Assert.Equal(StepStatus.Succeeded, result.Status));
        Assert.Equal(["check 2", "run 2", "prove 2", "check 1", "run 1", "prove 1"], world);
    }

    [Fact]
    public void A_step_that_is_done_already_is_left_alone()
    {
        var result = Assert.Single(Run([Step(1) with { Check = _ => StepCheck.Done("by hand") }]));
        Assert.Equal(StepStatus.AlreadyDone, result.Status);
        Assert.DoesNotContain("run 1", world);
    }

    [Fact]
    public void What_later_steps_need_of_a_step_that_is_done_already_is_recorded_by_the_runner_and_not_by_the_check()
    {
        var check = StepCheck.Done("by hand") with { Note = () => world.Add("note") };

        Run([Step(1) with { Check = _ => check }], new RunbookOptions { WhatIf = true });
        Assert.DoesNotContain("note", world);
        Run([Step(1) with { Check = _ => check }]);
        Assert.Equal(["note"], world);
    }

    [Fact]
    public void A_blocked_step_changes_nothing_and_ends_the_run()
    {
        var result = Assert.Single(Run([Step(1) with { Check = _ => StepCheck.Of(["no room"]) }, Step(2)]));
        Assert.Equal(StepStatus.Failed, result.Status);
        Assert.Equal(["no room"], result.Details);
        Assert.IsType<StepBlockedException>(result.Error);
        Assert.DoesNotContain(world, what => what.StartsWith("run", StringComparison.Ordinal));
    }

    [Fact]
    public void A_step_whose_proof_does_not_hold_fails_and_ends_the_run()
    {
        var results = Run([Step(1) with { Prove = _ => new StepProof(false, ["still there"]) }, Step(2)]);
        Assert.IsType<StepNotProvenException>(Assert.Single(results).Error);
    }

    [Fact]
    public void What_the_runbook_forbids_is_not_done_whether_the_step_says_so_beforehand_or_not()
    {
        string? Forbid(int context, int step, StepAction action) =>
            action.Description == "Drop it" ? $"{action} is not in the plan." : null;

        var told = Step(1) with { Plan = _ => [new StepAction("S1", "db", "Drop it")] };
        var error = Assert.IsType<StepNotPlannedException>(Assert.Single(Run([told], forbid: Forbid)).Error);
        Assert.Equal(["[db] on S1: Drop it is not in the plan."], error.Reasons);
        Assert.DoesNotContain("run 1", world);

        var untold = Step(1) with { Run = (_, scope) => scope.Do(new StepAction("S1", "db", "Drop it"), () => world.Add("dropped")) };
        Assert.IsType<StepNotPlannedException>(Assert.Single(Run([untold], forbid: Forbid)).Error);
        Assert.DoesNotContain("dropped", world);
        Assert.DoesNotContain(journal.Entries, entry => entry.Kind == JournalEntryKind.ActionStarted);
    }

    [Fact]
    public void A_step_has_changed_something_only_if_an_act_of_it_did()
    {
        RunbookStep<int> Doing(Action<StepScope> run) => Step(1) with { Run = (_, scope) => run(scope) };
        bool Changed(RunbookStep<int> step) => Assert.Single(Run([step])).Changed;
        var act = new StepAction("S1", null, "Do it");

        Assert.True(Changed(Doing(scope => scope.Do(act, () => { }))));
        Assert.False(Changed(Doing(scope => scope.DoIfNeeded(act, () => false))));
        Assert.False(Changed(Doing(scope => scope.Do(act with { Act = StepAct.WaitForJob }, () => { }))));
        Assert.False(Changed(Step(1) with { Check = _ => StepCheck.Done("by hand") }));
        // Nobody knows how far it came.
        Assert.True(Changed(Doing(scope => scope.Do(act, () => throw new InvalidOperationException()))));
    }

    [Fact]
    public void WhatIf_shows_every_step_in_order_and_runs_none()
    {
        var shown = new List<string>();
        var results = Run(
            [Step(1), Step(2)],
            new RunbookOptions { WhatIf = true },
            (_, actions) =>
            {
                shown.AddRange(actions.Select(a => a.ToString()));
                return false;
            }
        );
        Assert.Equal([StepStatus.WhatIf, StepStatus.WhatIf], results.Select(result => result.Status));
        Assert.Equal(["[db] on S1: Do it", "[db] on S2: Do it"], shown);
        // What step 2 finds is not known before step 1 has run.
        Assert.Equal(["check 1"], world);
    }

    [Fact]
    public void WhatIf_tells_a_step_that_is_done_and_does_not_show_it()
    {
        var shown = new List<int>();
        var results = Run(
            [Step(1) with { Check = _ => StepCheck.Done("It is gone.") }, Step(2)],
            new RunbookOptions { WhatIf = true },
            (step, _) =>
            {
                shown.Add(step.Number);
                return false;
            }
        );
        Assert.Equal([2], shown);
        Assert.Equal(["Nothing is left to do: It is gone."], results[0].Details);
        Assert.Empty(results[0].Actions);
        Assert.Equal(["check 2"], world);
    }

    [Fact]
    public void WhatIf_ends_where_the_run_would_refuse()
    {
        var results = Run(
            [Step(1) with { Check = _ => StepCheck.Of(["Not yet."]) }, Step(2)],
            new RunbookOptions { WhatIf = true },
            (step, _) => throw new InvalidOperationException($"Step {step.Number} was shown.")
        );
        Assert.IsType<StepBlockedException>(Assert.Single(results).Error);
    }

    [Fact]
    public void A_declined_step_ends_the_run_before_it()
    {
        var results = Run([Step(1), Step(2), Step(3)], confirm: (step, _) => step.Number != 2);
        Assert.Equal([StepStatus.Succeeded, StepStatus.Declined], results.Select(result => result.Status));
        Assert.DoesNotContain("run 2", world);
    }

    [Fact]
    public void Only_and_skip_choose_the_steps()
    {
        var results = Run([Step(1), Step(2), Step(3)], new RunbookOptions { Only = [1, 2], Skip = [2] });
        Assert.Equal([StepStatus.Succeeded, StepStatus.Skipped, StepStatus.Skipped], results.Select(result => result.Status));
    }

    [Fact]
    public void An_action_that_fails_is_in_the_journal_with_its_reason_and_without_its_secret()
    {
        var step = Step(1) with
        {
            Run = (_, scope) =>
                scope.Do(new StepAction("S1", "db", "Restore"), () => throw new InvalidOperationException("bad; Password=hunter2")),
        };
        var result = Assert.Single(Run([step]));
        Assert.Equal(StepStatus.Failed, result.Status);
        var failure = Assert.Single(journal.Entries, entry => entry.Kind == JournalEntryKind.ActionFailed);
        Assert.Equal("Restore: bad; Password=***", failure.Text);
        Assert.DoesNotContain("hunter2", string.Concat(journal.Entries.Select(entry => entry.Text)), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", string.Concat(result.Details), StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_fails_the_step_under_way_and_says_so()
    {
        using var stop = new CancellationTokenSource();
        var step = Step(1) with
        {
            Run = (_, scope) =>
            {
                stop.Cancel();
                scope.Do(new StepAction("S1", null, "Next"), () => world.Add("next"));
            },
        };
        var result = Assert.Single(Run([step, Step(2)], cancellation: stop.Token));
        Assert.IsAssignableFrom<OperationCanceledException>(result.Error);
        Assert.DoesNotContain("next", world);
    }

    [Fact]
    public void After_a_slow_answer_the_step_is_checked_again_and_the_wait_is_not_its_time()
    {
        var found = new Queue<StepCheck>([StepCheck.Ready, StepCheck.Of(["a service was started"])]);
        var all = Stopwatch.StartNew();
        var answering = new Stopwatch();
        var result = Assert.Single(
            Run(
                [Step(1) with { Check = _ => found.Dequeue() }],
                new RunbookOptions { CheckAgainAfter = TimeSpan.FromMilliseconds(100) },
                (_, _) =>
                {
                    answering.Start();
                    Thread.Sleep(600);
                    answering.Stop();
                    return true;
                }
            )
        );
        Assert.Equal(["a service was started"], result.Details);
        Assert.DoesNotContain("run 1", world);
        Assert.True(result.Duration <= all.Elapsed - answering.Elapsed, $"{result.Duration} of {all.Elapsed}");
    }

    [Fact]
    public void A_run_that_is_stopped_while_a_question_is_open_says_that_nothing_was_done()
    {
        using var stop = new CancellationTokenSource();
        var result = Assert.Single(
            Run(
                [Step(1)],
                confirm: (_, _) =>
                {
                    stop.Cancel();
                    throw new OperationCanceledException();
                },
                cancellation: stop.Token
            )
        );
        Assert.Equal(["The run was stopped before the answer: nothing of this step was done."], result.Details);
        Assert.Contains(journal.Entries, entry => entry.Kind == JournalEntryKind.StepEnded && entry.Text!.Contains("before the answer"));
    }

    [Fact]
    public void The_journal_says_who_began_the_run()
    {
        Run([Step(1)]);
        var began = journal.Entries[0];
        Assert.Equal(JournalEntryKind.RunStarted, began.Kind);
        Assert.Equal(Environment.UserName, began.Data!.Value.GetProperty("User").GetString());
        Assert.Equal(Environment.MachineName, began.Data.Value.GetProperty("Computer").GetString());
    }

    private List<StepResult> Run(
        IReadOnlyList<RunbookStep<int>> steps,
        RunbookOptions? options = null,
        Func<RunbookStep, IReadOnlyList<StepAction>, bool>? confirm = null,
        Func<int, int, StepAction, string?>? forbid = null,
        CancellationToken cancellation = default
    ) =>
        [
            .. new RunbookRunner<int>(journal, new SilentWatcher(), confirm ?? ((_, _) => true)).Run(
                new RunbookDefinition<int>
                {
                    Id = "Test",
                    Title = "test",
                    Steps = steps,
                    Forbid = forbid ?? ((_, _, _) => null),
                },
                0,
                options ?? new(),
                cancellation
            ),
        ];

    private RunbookStep<int> Step(int number) =>
        new()
        {
            Number = number,
            Title = $"Step {number}",
            Explanation = "",
            Plan = _ => [new StepAction($"S{number}", "db", "Do it")],
            Check = _ =>
            {
                world.Add($"check {number}");
                return StepCheck.Ready;
            },
            Run = (_, _) => world.Add($"run {number}"),
            Prove = _ =>
            {
                world.Add($"prove {number}");
                return new StepProof(true, ["seen"]);
            },
        };
}
