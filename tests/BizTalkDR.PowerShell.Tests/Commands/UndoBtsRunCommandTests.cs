using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback.Undoing;
using BizTalkDR.Runbook.Journal;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class UndoBtsRunCommandTests : CmdletTests
{
    private static readonly StepAction[] Actions =
    [
        new StepAction("BTS01", null, "Start service 'ENTSSO'"),
        new StepAction("PROD1", null, "Enable job 'Backup BizTalk Server'"),
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("btsdr-undo").FullName;

    public UndoBtsRunCommandTests()
    {
        Engine.UndoPlan = new UndoPlan(Actions, [], ["Log shipping can't roll the copies on."]);
        Engine.UndoOutcome = new UndoOutcome
        {
            IsUndone = true,
            Results = [Result(UndoState.SwitchedOn)],
            Notes = ["Log shipping can't roll the copies on."],
        };
        var journal = Path.Combine(folder, "run.jsonl");
        using (var file = FileJournal.Create(journal))
        {
            file.Begin(JournalHeader.Of("Failback", new RunIdentity { Topology = "Contoso" }));
            file.Write(
                new JournalEntry
                {
                    TimeUtc = DateTime.UtcNow,
                    Kind = JournalEntryKind.RunStarted,
                    Data = System.Text.Json.JsonSerializer.SerializeToElement(new RunStarter("me", "here", "0.1.0", [1, 2])),
                }
            );
        }
        Session["journal"] = journal;
        Session["folder"] = folder;
    }

    [Fact]
    public void It_asks_once_with_all_that_would_be_done_and_each_thing_comes_out()
    {
        var run = Run("Undo-BtsRun $topology $journal -ServiceTimeout 20 -KillSession");
        var (caption, question) = Assert.Single(run.Questions);
        Assert.Equal("Undo the failback", caption);
        Assert.StartsWith("Undo the failback of Contoso, begun ", question, StringComparison.Ordinal);
        Assert.Contains("BTS01: Start service 'ENTSSO'", question, StringComparison.Ordinal);
        Assert.Contains("PROD1: Enable job 'Backup BizTalk Server'", question, StringComparison.Ordinal);
        Assert.Equal(UndoState.SwitchedOn, Assert.IsType<UndoResult>(Assert.Single(run.Output)).State);
        Assert.Equal("Log shipping can't roll the copies on.", Assert.Single(run.Warnings));
        Assert.Equal(
            (TimeSpan.FromSeconds(20), true, false),
            (Engine.UndoOptions!.ServiceTimeout, Engine.UndoOptions.EndSessions, Engine.UndoOptions.WhatIf)
        );
    }

    [Fact]
    public void A_run_comes_by_the_pipeline_and_by_argument()
    {
        Assert.Single(Run("Get-BtsRun $folder | Undo-BtsRun $topology -Force").Output);
        Assert.Single(Run("$run = Get-BtsRun $journal; Undo-BtsRun $topology -JournalPath $run -Force").Output);
        Assert.Equal(["undo", "undo"], Engine.Done);
    }

    [Fact]
    public void Without_a_journal_the_marks_tell_the_run_and_it_is_asked_alike()
    {
        Engine.UndoPlan = new UndoPlan(Actions, [], []) { MarkedRun = "failback 0f, whose oldest mark is of 2026-11-30 01:12:00Z" };
        var run = Run("Undo-BtsRun $topology -FromMark -Run 0f8fad5b-d9cb-469f-a165-70867728950e");
        var (_, question) = Assert.Single(run.Questions);
        Assert.StartsWith("Undo the failback 0f, whose oldest mark is of 2026-11-30", question, StringComparison.Ordinal);
        Assert.DoesNotContain("can be gone on with", question, StringComparison.Ordinal);
        Assert.Equal(["undo by marks"], Engine.Done);
        Assert.Equal(Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"), Engine.MarkedRun);
    }

    [Theory]
    [InlineData("Undo-BtsRun $topology -Force", "It is not said which run")]
    [InlineData("Undo-BtsRun $topology $journal -FromMark -Force", "A journal was given")]
    [InlineData("Undo-BtsRun $topology $journal -Run 0f8fad5b-d9cb-469f-a165-70867728950e -Force", "-FromMark was not given")]
    public void A_run_is_told_by_its_journal_or_by_its_marks(string script, string words)
    {
        var failure = FailureOf(script);
        Assert.Equal("UndoParameterWrong", failure.Id());
        Assert.Contains(words, failure.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(Engine.Done);
    }

    [Fact]
    public void No_changes_nothing_and_the_way_on_is_told()
    {
        Session.Host.Answer = false;
        var run = Run("Undo-BtsRun $topology $journal");
        Assert.Empty(Engine.Done);
        Assert.Contains("Invoke-BtsFailback -Resume -JournalPath", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_shows_each_act_and_writes_nothing()
    {
        var before = File.ReadAllBytes(Path.Combine(folder, "run.jsonl"));
        var run = Run("Undo-BtsRun $topology $journal -WhatIf -Force");
        Assert.Equal([("BTS01", "Start service 'ENTSSO'"), ("PROD1", "Enable job 'Backup BizTalk Server'")], run.Asked);
        Assert.True(Engine.UndoOptions!.WhatIf);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(folder, "run.jsonl")));
    }

    [Fact]
    public void What_is_still_off_is_an_error_of_its_own_with_its_place_and_the_way_on()
    {
        Engine.UndoOutcome = new UndoOutcome
        {
            Results =
            [
                Result(UndoState.SwitchedOn),
                Result(UndoState.StillOff) with
                {
                    Error = new BizTalkDRException("ServiceNotReached", ErrorKind.Operation, "It did not start.")
                    {
                        Remedy = "Look at its log.",
                    },
                },
            ],
        };
        var run = Run("Undo-BtsRun $topology $journal -Force");
        Assert.Equal(2, run.Output.Count);
        var error = Assert.Single(run.Errors);
        Assert.Equal("ServiceNotReached", error.Id());
        Assert.Equal("PROD1", error.TargetObject);
        Assert.Contains(
            "Look at its log. Mend it, then undo the run again",
            error.ErrorDetails.RecommendedAction,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_refusal_ends_the_command()
    {
        Engine.Broken["undo"] = new BizTalkDRException("UndoRefused", ErrorKind.State, "Production is gone.");
        Assert.Equal("UndoRefused", FailureOf("Undo-BtsRun $topology $journal -Force").Id());
    }

    [Fact]
    public void A_journal_that_is_none_or_not_there_is_an_error()
    {
        Assert.Equal("JournalNotFound", FailureOf("Undo-BtsRun $topology (Join-Path $folder none) -Force").Id());
        File.WriteAllText(Path.Combine(folder, "other"), "{}");
        Assert.Equal("NotAJournal", FailureOf("Undo-BtsRun $topology (Join-Path $folder other) -Force").Id());
    }

    [Fact]
    public void What_can_be_undone_is_offered_for_the_journals_path()
    {
        Run("Set-Location $folder");
        Assert.Equal("./run.jsonl", Assert.Single(Session.Complete("Undo-BtsRun $topology -JournalPath ")).CompletionText);
    }

    [Fact]
    public void The_view_fits_into_80_columns_with_state_and_server_first()
    {
        var lines = Run("Undo-BtsRun $topology $journal -Force | Out-String -Width 80 -Stream").Output.Select(line => $"{line}").ToList();
        Assert.Contains(
            lines,
            line => line.StartsWith("SwitchedOn PROD1", StringComparison.Ordinal) && line.EndsWith("enabled", StringComparison.Ordinal)
        );
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Directory.Delete(folder, recursive: true);
    }

    private static UndoResult Result(UndoState state) =>
        new()
        {
            State = state,
            Server = "PROD1",
            Thing = "job 'Backup BizTalk Server'",
            Evidence = state == UndoState.StillOff ? "disabled" : "enabled",
            Step = 1,
        };
}
