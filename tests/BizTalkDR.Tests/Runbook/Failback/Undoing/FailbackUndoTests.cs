using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Runbook.Failback.Undoing;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Services;

namespace BizTalkDR.Tests.Runbook.Failback.Undoing;

/// <summary>A failback that is undone: before the point of no return all that it has switched off is on again, and after it nothing is touched.</summary>
public sealed class FailbackUndoTests
{
    private const string Jobs =
        "SELECT CONCAT(name, ' ', enabled, ' ', description) FROM msdb.dbo.sysjobs WHERE name LIKE N'B%' ORDER BY name";
    private const string ServiceMarks = "SELECT COUNT(*) FROM msdb.sys.extended_properties WHERE name LIKE N'BizTalkDR off %'";
    private const string ClosedCopies = "SELECT COUNT(*) FROM sys.databases WHERE is_read_only = 1";
    private const string BackupJob = "Backup BizTalk Server (BizTalkMgmtDb)";

    private static readonly string[] Instances = ["PROD-SQL1", "PROD-SQL2", "DR-SQL1", "DR-SQL2"];

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(6)]
    public async Task Ended_before_any_step_up_to_the_drop_all_that_is_off_is_on_again(int step)
    {
        await using var sides = await FailbackSides.CreateAsync();
        var before = State(sides);
        sides.RunUpTo(step);
        Assert.NotEqual(before, State(sides));

        var outcome = sides.Undo();

        Assert.True(outcome.IsUndone, string.Join('\n', outcome.Results));
        Assert.All(outcome.Results, result => Assert.Equal(UndoState.SwitchedOn, result.State));
        Assert.Equal(before, State(sides));
        Assert.Empty(SwitchedOff.From(sides.Journal.Entries));
        // It is given up: it can't be gone on with, and a new one may begin.
        Assert.Equal(
            "RunUndone",
            Assert.Throws<JournalException>(() => sides.Run((_, _) => throw new InvalidOperationException("Not asked."))).ErrorId
        );
    }

    [Fact]
    public async Task Each_thing_is_asked_of_its_server_again_and_one_that_is_on_is_left_alone()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.RunUpTo(6);
        sides.Execute("PROD-SQL1", $"EXEC msdb.dbo.sp_update_job @job_name = N'{BackupJob}', @enabled = 1");
        sides.StartService(BtsServiceNames.SingleSignOn);

        IReadOnlyList<StepAction> actions = [];
        var outcome = sides.Undo(asked: plan =>
        {
            actions = plan.Actions;
            return true;
        });

        Assert.Equal(
            [$"job '{BackupJob}'", $"service '{BtsServiceNames.SingleSignOn}'"],
            outcome.Results.Where(result => result.State == UndoState.WasOn).Select(result => result.Thing).Order(StringComparer.Ordinal)
        );
        Assert.DoesNotContain(actions, action => action.Description.Contains(BackupJob, StringComparison.Ordinal));
        Assert.Contains(outcome.Results, result => result is { State: UndoState.SwitchedOn, Evidence: "running" });
        Assert.Contains(
            outcome.Results,
            result => result is { State: UndoState.SwitchedOn, Evidence: "READ_WRITE, MULTI_USER", Database: "SSODB" }
        );
        Assert.Equal(0, sides.Read("PROD-SQL1", ServiceMarks));
    }

    [Fact]
    public async Task What_the_journal_lost_with_its_last_lines_is_found_by_its_marks()
    {
        await using var sides = await FailbackSides.CreateAsync();
        var before = State(sides);
        sides.RunUpTo(7);
        // A power failure of the operator's computer: the lines of the acts never reached the disk.
        var cut = new MemoryJournal(
            sides.Journal.Entries.Where(entry =>
                entry.Data is null
                || entry.Kind is not (JournalEntryKind.ActionStarted or JournalEntryKind.ActionEnded)
                || entry.Database is not null
            ),
            sides.Journal.Header
        );
        Assert.DoesNotContain(SwitchedOff.From(cut.Entries), off => off.Database is null);

        Assert.True(sides.Undo(cut).IsUndone);

        Assert.Equal(before, State(sides));
    }

    [Fact]
    public async Task What_the_run_has_not_switched_off_is_left_as_it_is()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.Execute("DR-SQL2", "UPDATE msdb.dbo.sysjobs SET enabled = 0 WHERE name LIKE N'BTS Log Shipping%'");
        var before = State(sides);
        sides.RunUpTo(4);

        var outcome = sides.Undo();

        Assert.True(outcome.IsUndone);
        Assert.Equal(before, State(sides));
        Assert.All(
            outcome.Results.Where(result => result.Server == "DR-SQL2"),
            result =>
                Assert.Equal((UndoState.LeftAsItIs, "disabled; it was disabled before the run began"), (result.State, result.Evidence))
        );
    }

    [Fact]
    public async Task What_a_later_run_has_switched_off_is_its_own()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.RunUpTo(2);
        sides.Execute("PROD-SQL1", $"EXEC msdb.dbo.sp_update_job @job_name = N'{BackupJob}', @enabled = 1");
        var later = new MemoryJournal();
        sides.Run((step, _) => step != 2, later);

        var outcome = sides.Undo();

        var left = Assert.Single(outcome.Results);
        Assert.Equal(UndoState.LeftAsItIs, left.State);
        Assert.Contains($"failback {later.Header!.Run} has switched it off", left.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_point_of_no_return_it_refuses_with_the_way_on_and_changes_nothing()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.RunUpTo(8);
        var before = State(sides);

        var refused = Assert.Throws<RunbookRefusedException>(() =>
            sides.Undo(asked: _ => throw new InvalidOperationException("Not asked."))
        );

        Assert.Equal("UndoRefused", refused.ErrorId);
        Assert.Contains(refused.Problems, problem => problem.Contains("SSODB on PROD-SQL1 is gone", StringComparison.Ordinal));
        Assert.Contains("Invoke-BtsFailback -Resume", refused.Remedy, StringComparison.Ordinal);
        Assert.Equal(before, State(sides));
        Assert.Equal(StepStatus.Succeeded, sides.Run((_, _) => true)[^1].Status);
        Assert.Equal("RunEnded", Assert.Throws<JournalException>(() => sides.Undo()).ErrorId);
    }

    [Fact]
    public async Task After_production_is_back_it_refuses_though_every_database_is_there()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.RunUpTo(9);

        var refused = Assert.Throws<RunbookRefusedException>(() => sides.Undo());

        Assert.Contains(
            refused.Problems,
            problem => problem.Contains("is not the database that was there before the run", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_drop_whose_line_was_lost_is_seen_on_the_server()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.RunUpTo(6);
        sides.Execute("PROD-SQL1", "ALTER DATABASE SSODB SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE SSODB");

        Assert.Contains(
            "SSODB on PROD-SQL1 is gone",
            Assert.Throws<RunbookRefusedException>(() => sides.Undo()).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_drop_that_was_refused_has_destroyed_nothing_and_the_run_can_be_undone()
    {
        await using var sides = await FailbackSides.CreateAsync();
        var before = State(sides);
        sides.Sandbox.Host.Faults.Add(new Fault(FaultPoint.Drop, "PROD-SQL1", Times: int.MaxValue));
        sides.Sandbox.Host.Faults.Add(new Fault(FaultPoint.Drop, "PROD-SQL2", Times: int.MaxValue));
        var last = sides.Run((_, _) => true)[^1];
        Assert.Equal((6, StepStatus.Failed), (last.Number, last.Status));
        Assert.All(Destroyed.From(sides.Journal.Entries).Where(each => each.Step == 6), each => Assert.False(each.IsDone));

        Assert.True(sides.Undo().IsUndone);

        Assert.Equal(before, State(sides));
    }

    [Fact]
    public async Task What_fails_is_told_and_keeps_nothing_else_from_being_switched_on_and_the_next_time_does_the_rest()
    {
        await using var sides = await FailbackSides.CreateAsync();
        var before = State(sides);
        sides.RunUpTo(7);
        // Somebody looks into a copy.
        var connection = sides.Connector.Open(sides.Topology.Instance("DR-SQL1"), "SSODB");
        using (connection)
        {
            var outcome = sides.Undo();
            var off = Assert.Single(outcome.Results, result => result.State == UndoState.StillOff);
            Assert.False(outcome.IsUndone);
            Assert.Equal("SSODB", off.Database);
            var error = UndoErrors.StillOff(off);
            Assert.Equal(("DatabaseNotOpened", "DR-SQL1", "SSODB"), (error.ErrorId, error.Server, error.Database));
            Assert.Contains("-KillSession", error.Remedy, StringComparison.Ordinal);
            connection.ChangeDatabase("master");
        }

        Assert.True(sides.Undo().IsUndone);
        Assert.Equal(before, State(sides));
    }

    [Fact]
    public async Task While_the_destination_does_not_answer_production_is_switched_on_again_all_the_same()
    {
        await using var sides = await FailbackSides.CreateAsync();
        var before = State(sides);
        sides.RunUpTo(7);
        foreach (var instance in sides.Sandbox.Destinations)
            await instance.StopAsync();

        var outcome = sides.Undo(connector: sides.Impatient);

        Assert.False(outcome.IsUndone);
        Assert.Empty(sides.Stopped);
        Assert.All(
            outcome.Results,
            result => Assert.Equal(result.Server.StartsWith("DR", StringComparison.Ordinal), result.State == UndoState.StillOff)
        );
        Assert.Contains(outcome.Notes, note => note.StartsWith("DR-SQL1 can not be asked", StringComparison.Ordinal));
        foreach (var instance in sides.Sandbox.Destinations)
            await instance.StartAsync();
        Assert.True(sides.Undo().IsUndone);
        Assert.Equal(before, State(sides));
    }

    [Fact]
    public async Task Shown_only_or_declined_nothing_is_changed()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.RunUpTo(7);
        var before = State(sides);
        var entries = sides.Journal.Entries.Count;

        var shown = sides.Undo(whatIf: true);
        Assert.True(sides.Undo(asked: _ => false).IsDeclined);

        Assert.All(shown.Results, result => Assert.Equal(UndoState.WhatIf, result.State));
        Assert.Contains(shown.Notes, note => note.Contains("log shipping can't roll them on", StringComparison.Ordinal));
        Assert.Equal(before, State(sides));
        Assert.Equal(entries, sides.Journal.Entries.Count);
    }

    [Fact]
    public async Task After_it_a_new_failback_runs_to_its_end()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.RunUpTo(6);
        Assert.True(sides.Undo().IsUndone);

        Assert.Equal(StepStatus.Succeeded, sides.Run((_, _) => true, new MemoryJournal())[^1].Status);
    }

    private static List<string> State(FailbackSides sides) =>
        [
            .. Instances.SelectMany(instance => sides.Rows(instance, Jobs)),
            .. Instances.Select(instance => $"{instance}: {sides.Read(instance, ClosedCopies)} closed"),
            .. sides.Stopped.Select(service => $"{service} stopped"),
            $"{sides.Read("PROD-SQL1", ServiceMarks)} marks",
        ];
}
