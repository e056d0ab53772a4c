using BizTalkDR.Errors;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Sql;
using BizTalkDR.Tests.Sides;

namespace BizTalkDR.Tests.Runbook;

/// <summary>
/// A second runbook, made here: three steps that note a word in a table of an instance. It has operator lock, questions, -WhatIf, journal, proof and
/// -Resume without a line of its own for them.
/// </summary>
public sealed class RunbookRunTests : IAsyncDisposable
{
    private readonly PlainSides sides = new("Words");
    private readonly MemoryJournal journal = new();

    public RunbookRunTests() => sides.OnSource("CREATE TABLE Words.dbo.Word (Step int NOT NULL)");

    public ValueTask DisposeAsync() => sides.DisposeAsync();

    [Fact]
    public void Every_step_is_asked_about_done_and_proven_on_the_server()
    {
        var asked = new List<string>();
        var results = Run(
            (step, actions) =>
            {
                asked.Add(new StepQuestion("trial", "Contoso", "-Resume").Text(step, actions));
                return true;
            }
        );

        Assert.All(results, result => Assert.Equal((StepStatus.Succeeded, "seen"), (result.Status, Assert.Single(result.Details))));
        Assert.Equal([1, 2, 3], Noted());
        Assert.Contains("SOURCE: Words", asked[0], StringComparison.Ordinal);
        Assert.Contains("No ends the trial before this step; -Resume goes on with it.", asked[0], StringComparison.Ordinal);
        Assert.Equal(3, journal.Entries.Count(entry => entry.Kind == JournalEntryKind.ActionEnded));
    }

    [Fact]
    public void Shown_only_it_changes_nothing_and_takes_no_lock()
    {
        using var other = OperatorLock.Acquire(sides.Connector, sides.Topology.Source[0]);

        var results = Run((_, _) => false, new RunbookOptions { WhatIf = true });

        Assert.All(results, result => Assert.Equal(StepStatus.WhatIf, result.Status));
        Assert.Empty(Noted());
    }

    [Fact]
    public void While_it_runs_another_operator_is_refused_and_afterwards_not()
    {
        Run(
            (_, _) =>
            {
                Assert.Throws<OperatorLockException>(() => OperatorLock.Acquire(sides.Connector, sides.Topology.Source[0]));
                return true;
            }
        );

        OperatorLock.Acquire(sides.Connector, sides.Topology.Source[0]).Dispose();
    }

    [Fact]
    public void Ended_before_a_step_it_goes_on_with_that_step_and_with_what_was_recorded()
    {
        Assert.Equal(StepStatus.Declined, Run((step, _) => step.Number != 2)[^1].Status);
        var begun = new Words(sides, journal).Begun;

        var again = Run((_, _) => true);

        Assert.Equal([StepStatus.AlreadyDone, StepStatus.Succeeded, StepStatus.Succeeded], again.Select(result => result.Status));
        Assert.Equal(begun, new Words(sides, journal).Begun);
    }

    [Fact]
    public void What_does_not_hold_before_the_first_step_refuses_it_by_its_own_name()
    {
        var refused = Assert.Throws<RunbookRefusedException>(() => Run((_, _) => true, problems: ["no room", "no rights"]));

        Assert.Equal("TrialRefused", refused.ErrorId);
        Assert.Equal(["no room", "no rights"], refused.Problems);
        Assert.StartsWith("The trial does not begin, nothing was changed:", refused.Message, StringComparison.Ordinal);
        Assert.Empty(journal.Entries);
    }

    [Fact]
    public void The_journal_of_another_runbook_is_refused()
    {
        Run((_, _) => true);

        var refused = Assert.Throws<JournalException>(() => Run((_, _) => true, id: "Other"));

        Assert.Contains("of the runbook Trial, not of Other", refused.Message, StringComparison.Ordinal);
    }

    private List<StepResult> Run(
        Func<RunbookStep, IReadOnlyList<StepAction>, bool> answer,
        RunbookOptions? options = null,
        IReadOnlyList<string>? problems = null,
        string id = "Trial"
    )
    {
        var runbook = new RunbookDefinition<Words>
        {
            Id = id,
            Title = "trial",
            Steps = [Step(1), Step(2), Step(3)],
            Check = (_, _) => problems ?? [],
            Record = words => words.Begun ??= Guid.NewGuid().ToString(),
        };
        return
        [
            .. new RunbookRun<Words>(runbook, sides.Connector, sides.Topology.Source, journal).Run(
                new Words(sides, journal),
                options ?? new(),
                new SilentWatcher(),
                answer
            ),
        ];
    }

    private List<int> Noted() => new Words(sides, journal).Read();

    private static RunbookStep<Words> Step(int number) =>
        new()
        {
            Number = number,
            Title = $"Note word {number}",
            Explanation = "Notes a word and reads it back.",
            Plan = _ => [new StepAction("SOURCE", "Words", $"Note {number}")],
            Check = words => words.Read().Contains(number) ? StepCheck.Done("noted") : StepCheck.Ready,
            Run = (words, scope) => scope.Do(new StepAction("SOURCE", "Words", $"Note {number}"), () => words.Note(number)),
            Prove = words => StepProof.Of(words.Read().Contains(number) ? [] : ["not noted"], "seen"),
        };

    private sealed class Words(PlainSides sides, IJournal journal)
    {
        /// <summary>What the first run recorded.</summary>
        public string? Begun
        {
            get => journal.FindFact<string>(nameof(Begun));
            set => journal.WriteFact(nameof(Begun), value);
        }

        public void Note(int number) => sides.OnSource($"INSERT INTO Words.dbo.Word (Step) VALUES ({number})");

        public List<int> Read()
        {
            using var connection = sides.Connector.Open(sides.Topology.Source[0], "Words");
            return SqlQuery.Rows(connection, "SELECT Step FROM dbo.Word ORDER BY Step", row => row.Int("Step")!.Value);
        }
    }
}
