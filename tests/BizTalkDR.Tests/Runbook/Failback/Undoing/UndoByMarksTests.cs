using BizTalkDR.Errors;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback.Undoing;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Sandbox.BizTalk;

namespace BizTalkDR.Tests.Runbook.Failback.Undoing;

/// <summary>A failback whose journal is lost is undone by the marks that it has left, or refused where only the journal could tell.</summary>
public sealed class UndoByMarksTests
{
    private const string Jobs =
        "SELECT CONCAT(name, ' ', enabled, ' ', description) FROM msdb.dbo.sysjobs WHERE name LIKE N'B%' ORDER BY name";
    private const string Marks = "SELECT COUNT(*) FROM msdb.sys.extended_properties WHERE name LIKE N'BizTalkDR %'";

    private static readonly string[] Instances = ["PROD-SQL1", "PROD-SQL2", "DR-SQL1", "DR-SQL2"];

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    public async Task Before_the_drop_all_that_carries_its_marks_is_on_again_and_the_copies_are_named(int step)
    {
        await using var sides = await FailbackSides.CreateAsync();
        var before = State(sides);
        sides.RunUpTo(step);
        Assert.NotEqual(before, State(sides));

        UndoPlan? shown = null;
        var outcome = sides.UndoByMarks(asked: plan =>
        {
            shown = plan;
            return true;
        });

        Assert.True(outcome.IsUndone, string.Join('\n', outcome.Results));
        Assert.All(outcome.Results, result => Assert.Equal(UndoState.SwitchedOn, result.State));
        Assert.Equal(before, State(sides));
        Assert.StartsWith($"failback {sides.Journal.Header!.Run}, whose oldest mark is of ", shown!.MarkedRun, StringComparison.Ordinal);
        Assert.Equal(step == 6, outcome.Notes.Any(note => note.Contains("SSODB on DR-SQL1, READ_ONLY", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(11)]
    public async Task After_the_drop_it_is_refused_and_changes_nothing(int step)
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.RunUpTo(step);
        var before = State(sides);

        var refused = Assert.Throws<RunbookRefusedException>(() =>
            sides.UndoByMarks(asked: _ => throw new InvalidOperationException("Not asked."))
        );

        Assert.Equal("UndoRefused", refused.ErrorId);
        Assert.Contains(refused.Problems, problem => problem.StartsWith("SSODB on PROD-SQL1 ", StringComparison.Ordinal));
        Assert.Equal(before, State(sides));
    }

    [Fact]
    public async Task A_production_that_came_back_by_an_earlier_failback_is_no_hindrance()
    {
        await using var sides = await FailbackSides.CreateAsync();
        Assert.Equal(StepStatus.Succeeded, sides.Run((_, _) => true, new MemoryJournal())[^1].Status);
        for (var round = 0; round < 3; round++)
        {
            await sides.BackUpAsync();
            await sides.ShipAsync();
        }
        var before = State(sides);
        sides.RunUpTo(4);

        Assert.True(sides.UndoByMarks().IsUndone);

        Assert.Equal(before, State(sides));
    }

    [Fact]
    public async Task Of_several_runs_one_is_named_and_only_its_own_is_switched_on()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.RunUpTo(2);
        sides.Execute("PROD-SQL1", "EXEC msdb.dbo.sp_update_job @job_name = N'Backup BizTalk Server (BizTalkMgmtDb)', @enabled = 1");
        var later = new MemoryJournal();
        sides.Run((step, _) => step != 4, later);
        sides.Execute(
            "DR-SQL1",
            $"EXEC msdb.dbo.sp_update_job @job_name = N'BTS Log Shipping - Get Backup History', @description = N'[BizTalkDR: switched off 2026-11-20T10:00:00Z by failback {Guid.NewGuid()}]'"
        );

        var several = Assert.Throws<BizTalkDRException>(() => sides.UndoByMarks());
        var unknown = Assert.Throws<BizTalkDRException>(() => sides.UndoByMarks(Guid.NewGuid()));
        var outcome = sides.UndoByMarks(later.Header!.Run);

        Assert.Equal(("SeveralMarkedRuns", "NoMarkedRun"), (several.ErrorId, unknown.ErrorId));
        Assert.Contains($"{later.Header.Run}", several.Message, StringComparison.Ordinal);
        Assert.Equal(4, outcome.Results.Count);
        Assert.Equal(
            0,
            sides.Read(
                "DR-SQL1",
                "SELECT CONVERT(int, enabled) FROM msdb.dbo.sysjobs WHERE name = N'BTS Log Shipping - Get Backup History'"
            )
        );
    }

    [Fact]
    public async Task Without_marks_of_a_failback_there_is_nothing_to_undo()
    {
        await using var sides = await FailbackSides.CreateAsync();

        Assert.Equal("NoMarkedRun", Assert.Throws<BizTalkDRException>(() => sides.UndoByMarks()).ErrorId);
    }

    [Fact]
    public async Task The_marks_of_another_groups_run_on_the_same_instances_are_not_taken_for_ours()
    {
        await using var sides = await FailbackSides.CreateAsync();
        await using var other = await sides.Sandbox.AddGroupAsync(
            new BizTalkSandboxOptions
            {
                GroupName = "Test Group",
                DatabaseSuffix = "Test",
                SourceNames = ["PROD-SQL1"],
                DestinationNames = ["DR-SQL1"],
                ComputerNames = ["BTS09"],
            },
            TestContext.Current.CancellationToken
        );
        sides.Execute(
            "PROD-SQL1",
            $"EXEC msdb.dbo.sp_update_job @job_name = N'Backup BizTalk Server (BizTalkMgmtDbTest)', @enabled = 0, @description = N'[BizTalkDR: switched off 2026-11-20T10:00:00Z by failback {Guid.NewGuid()}]'"
        );

        Assert.Equal("NoMarkedRun", Assert.Throws<BizTalkDRException>(() => sides.UndoByMarks()).ErrorId);
    }

    [Fact]
    public async Task Shown_only_or_declined_nothing_is_changed()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.RunUpTo(6);
        var before = State(sides);

        var shown = sides.UndoByMarks(whatIf: true);
        Assert.True(sides.UndoByMarks(asked: _ => false).IsDeclined);

        Assert.All(shown.Results, result => Assert.Equal(UndoState.WhatIf, result.State));
        Assert.Equal(before, State(sides));
    }

    private static List<string> State(FailbackSides sides) =>
        [
            .. Instances.SelectMany(instance => sides.Rows(instance, Jobs)),
            .. sides.Stopped.Select(service => $"{service} stopped"),
            $"{sides.Read("PROD-SQL1", Marks)} marks",
        ];
}
