using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Tests.Runbook.Journal;

namespace BizTalkDR.Tests.Runbook;

/// <summary>How far a run is, by what real runs leave in their journals.</summary>
public class RunProgressTests
{
    private readonly MemoryJournal journal = new();

    [Fact]
    public void A_run_all_of_whose_steps_are_done_has_ended_also_when_its_last_line_is_lost()
    {
        Run();
        Assert.True(Progress().HasEnded);
        Assert.Equal("RunEnded", Assert.Throws<JournalException>(() => Progress().RequireUnended(Journals.Header())).ErrorId);
        Assert.True(RunProgress.Of([.. journal.Entries.SkipLast(1)]).HasEnded);
        Assert.False(RunProgress.Of([.. journal.Entries.SkipLast(2)]).HasEnded);
    }

    [Fact]
    public void Where_nothing_says_which_steps_there_are_a_run_has_not_ended() =>
        Assert.False(RunProgress.Of([Journals.Entry("Steps", JournalEntryKind.RunStarted)]).HasEnded);

    [Fact]
    public void Steps_left_out_are_not_done_and_come_next()
    {
        Run(new RunbookOptions { Only = [3, 1] });
        Assert.Equal((false, 2, true), (Progress().HasEnded, Progress().Next, Progress().HasStopped));
        Run(new RunbookOptions { Only = [2] });
        Assert.True(Progress().HasEnded);
    }

    [Fact]
    public void A_step_that_failed_or_was_declined_comes_next_and_tells_its_title()
    {
        Run(answer: step => step != 2);
        Assert.Equal((2, "Step 2", StepStatus.Declined), (Progress().Next, Progress().NextTitle, Progress().LastStatus));
        Progress().RequireUnended(null);
    }

    [Fact]
    public void A_run_that_was_cut_off_has_not_stopped()
    {
        Run();
        var cut = RunProgress.Of([.. journal.Entries.TakeWhile(entry => entry is not { Step: 2, Kind: JournalEntryKind.StepEnded })]);
        Assert.Equal((false, 2, (StepStatus?)null), (cut.HasStopped, cut.Next, cut.LastStatus));
    }

    [Fact]
    public void What_was_switched_off_and_not_on_again_is_told_once()
    {
        Run(switches: [new Switch("job 'A'", "a", On: false), new Switch("job 'B'", "b", On: false), new Switch("job 'A'", "A", On: true)]);
        var off = Assert.Single(BizTalkDR.Runbook.SwitchedOff.From(journal.Entries));
        Assert.Equal(("S", "job 'B'", 2), (off.Server, off.Thing, off.Step));
        Assert.Equal("job 'B' on S", off.ToString());
    }

    [Fact]
    public void What_was_about_to_be_switched_off_counts_and_what_was_about_to_be_switched_on_does_not()
    {
        Run(switches: [new Switch("job 'A'", "a", On: false), new Switch("job 'A'", "a", On: true), new Switch("job 'C'", "c", On: true)]);
        var upToTheSwitchOn = journal.Entries.TakeWhile(entry => entry is not { Step: 2, Kind: JournalEntryKind.ActionEnded });
        Assert.Single(BizTalkDR.Runbook.SwitchedOff.From(upToTheSwitchOn));
        var upToTheSwitchOff = journal.Entries.TakeWhile(entry => entry is not { Step: 1, Kind: JournalEntryKind.ActionEnded });
        Assert.Single(BizTalkDR.Runbook.SwitchedOff.From(upToTheSwitchOff));
    }

    private RunProgress Progress() => RunProgress.Of(journal.Entries);

    private void Run(RunbookOptions? options = null, Func<int, bool>? answer = null, Switch[]? switches = null)
    {
        var steps = Enumerable.Range(1, 3).Select(number => Step(number, switches?[number - 1])).ToList();
        _ = new RunbookRunner<int>(journal, new SilentWatcher(), (step, _) => answer?.Invoke(step.Number) ?? true)
            .Run(
                new RunbookDefinition<int>
                {
                    Id = "Trial",
                    Title = "trial",
                    Steps = steps,
                },
                0,
                options ?? new(),
                default
            )
            .Count();
    }

    private static RunbookStep<int> Step(int number, Switch? switches)
    {
        var action = new StepAction("S", null, $"Do {number}") { Switches = switches };
        return new RunbookStep<int>
        {
            Number = number,
            Title = $"Step {number}",
            Explanation = "",
            Plan = _ => [action],
            Check = _ => StepCheck.Ready,
            Run = (_, scope) => scope.Do(action, () => { }),
            Prove = _ => StepProof.Of([], "so"),
        };
    }
}
