using BizTalkDR.Backups;
using BizTalkDR.Backups.History;
using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;
using BizTalkDR.Restore.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sql;
using BizTalkDR.Tests.Restore.Planning;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Restore.Running;

public sealed class RestoreRunnerTests
{
    private static RestoreWish Wish(string mark, params string[] databases)
    {
        var wish = Stands.Wish(databases) with { MarkName = mark };
        return wish with
        {
            Targets = [.. wish.Targets.Select(target => target with { Relocation = FileRelocation.ToFolders(@"C:\Data", @"C:\Log") })],
        };
    }

    private static IReadOnlyList<DatabasePosition> Positions(PlainSides sides, params string[] databases) =>
        new DatabasePositionReader(sides.Connector).Read(sides.Topology.Destination[0], databases);

    [Fact]
    public async Task Databases_stop_at_the_mark_and_hold_nothing_after_it()
    {
        await using var sides = new PlainSides("A", "B").Full();
        sides.MarkAndLog();
        var mark = sides.MarkAndLog();
        sides.MarkAndLog();

        var plan = RestorePlanner.Plan(sides.History, [], Wish(mark, "A", "B")).Require();
        new RestoreRunner(sides.Connector).Run(plan, sides.Topology).ThrowIfFailed();

        Assert.All(Positions(sides, "A", "B"), position => Assert.Equal((DatabaseState.Online, mark), (position.State, position.LastMark)));
    }

    [Theory]
    [InlineData("a]b'c")]
    [InlineData("Ünïcode 数据库, with spaces")]
    public async Task Names_of_every_kind_are_restored(string name)
    {
        await using var sides = new PlainSides(name).Full();
        var mark = sides.MarkAndLog();

        var plan = RestorePlanner.Plan(sides.History, [], Wish(mark, name)).Require();
        new RestoreRunner(sides.Connector).Run(plan, sides.Topology).ThrowIfFailed();

        Assert.Equal(mark, Assert.Single(Positions(sides, name)).LastMark);
    }

    [Fact]
    public async Task A_standby_copy_whose_undo_file_is_gone_is_named_as_such()
    {
        await using var sides = new PlainSides("A", "B").Full();
        var mark = sides.MarkAndLog();
        var history = sides.History;
        // The second copy overwrites the undo file of the first, and the first restore of the two takes it away.
        foreach (var file in history.Sets[0].Files)
            sides.OnDestination($@"RESTORE DATABASE [{file.Database.Name}] FROM DISK = N'{file.Path}' WITH STANDBY = N'C:\Data\undo.dat'");

        var plan = RestorePlanner.Plan(history, Positions(sides, "A", "B"), Wish(mark, "A", "B")).Require();
        var outcome = new RestoreRunner(sides.Connector).Run(plan, sides.Topology, new RestoreRunOptions { ThrottleLimit = 1 });

        var failed = Assert.Single(outcome.Databases, database => database.Error is not null);
        Assert.Equal(3441, failed.Error!.SqlErrorNumber);
        Assert.Contains("undo.dat", failed.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_script_of_a_plan_rolls_forward_and_recovers_when_it_is_told_to()
    {
        await using var sides = new PlainSides("A", "B").Full();
        sides.MarkAndLog();
        var mark = sides.MarkAndLog();
        sides.MarkAndLog();

        var plan = RestorePlanner.Plan(sides.History, [], Wish(mark, "A", "B")).Require();
        sides.OnDestination(plan.ToScript("DR"));
        Assert.All(Positions(sides, "A", "B"), position => Assert.Equal(DatabaseState.Restoring, position.State));
        sides.OnDestination(Scripts.Recovering(plan.ToScript("DR")));

        Assert.All(Positions(sides, "A", "B"), position => Assert.Equal((DatabaseState.Online, mark), (position.State, position.LastMark)));
    }

    [Fact]
    public async Task A_file_that_vanished_after_planning_fails_that_database_and_recovers_none()
    {
        await using var sides = new PlainSides("A", "B").Full();
        var mark = sides.MarkAndLog();
        var plan = RestorePlanner.Plan(sides.History, [], Wish(mark, "A", "B")).Require();
        var gone = plan.Databases[1].Actions[1].Backup!;
        sides.Delete(gone);

        var outcome = new RestoreRunner(sides.Connector).Run(plan, sides.Topology);

        var failed = Assert.Single(outcome.Databases, each => each.Status == DatabaseRestoreStatus.Failed);
        Assert.Equal(
            ("B", "RestoreFailed", 3201, "DR"),
            (failed.Database, failed.Error!.ErrorId, failed.Error.SqlErrorNumber, failed.Error.Server)
        );
        Assert.Contains(gone.Path, failed.Error.Message);
        Assert.All(Positions(sides, "A", "B"), position => Assert.Equal(DatabaseState.Restoring, position.State));
    }

    [Fact]
    public async Task After_the_cause_is_gone_the_next_plan_continues_where_the_last_one_stopped()
    {
        await using var sides = new PlainSides("A", "B").Full();
        sides.MarkAndLog();
        var mark = sides.MarkAndLog();
        var history = sides.History;
        var plan = RestorePlanner.Plan(history, [], Wish(mark, "A", "B")).Require();
        var broken = plan with
        {
            Databases =
            [
                plan.Databases[0],
                plan.Databases[1] with
                {
                    Actions =
                    [
                        .. plan.Databases[1]
                            .Actions.Select(action =>
                                action.HoldsMark
                                    ? action with
                                    {
                                        Backup = action.Backup! with { Paths = [PlainSides.Share + @"\none.bak"] },
                                    }
                                    : action
                            ),
                    ],
                },
            ],
        };
        var runner = new RestoreRunner(sides.Connector);
        Assert.False(runner.Run(broken, sides.Topology, new RestoreRunOptions { ThrottleLimit = 1 }).Succeeded);

        var again = RestorePlanner.Plan(history, Positions(sides, "A", "B"), Wish(mark, "A", "B")).Require();
        Assert.Equal([DatabaseStart.AtMark, DatabaseStart.Continues], again.Databases.Select(database => database.Start));
        runner.Run(again, sides.Topology).ThrowIfFailed();

        Assert.All(Positions(sides, "A", "B"), position => Assert.Equal(mark, position.LastMark));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_restore_that_breaks_in_the_middle_of_a_backup_is_finished_by_the_next_plan(int statement)
    {
        await using var sides = new PlainSides("A").Full();
        sides.MarkAndLog();
        var mark = sides.MarkAndLog();
        var history = sides.History;
        var runner = new RestoreRunner(sides.Connector);
        var plan = RestorePlanner.Plan(history, [], Wish(mark, "A")).Require();

        var failed = runner.Run(plan, sides.Topology, null, new FaultingObserver(sides, statement));
        var again = RestorePlanner.Plan(history, Positions(sides, "A"), Wish(mark, "A")).Require();
        var done = runner.Run(again, sides.Topology);

        Assert.Equal(DatabaseRestoreStatus.Failed, failed.Databases[0].Status);
        Assert.NotNull(failed.Databases[0].Error!.SqlErrorNumber);
        done.ThrowIfFailed();
        Assert.Equal(mark, Assert.Single(Positions(sides, "A")).LastMark);
    }

    [Fact]
    public async Task A_database_in_use_is_overwritten_only_when_its_sessions_may_be_ended()
    {
        await using var sides = new PlainSides("A").Full();
        var mark = sides.MarkAndLog();
        sides.OnDestination("CREATE DATABASE A");
        using var user = sides.Connector.Open(sides.Topology.Destination[0], "A");
        var plan = RestorePlanner.Plan(sides.History, Positions(sides, "A"), Wish(mark, "A") with { ReplaceExisting = true }).Require();
        var runner = new RestoreRunner(sides.Connector);

        var refused = runner.Run(plan, sides.Topology);
        var done = runner.Run(plan, sides.Topology, new RestoreRunOptions { KillSessions = true });

        Assert.Equal(3101, Assert.Single(refused.Databases).Error!.SqlErrorNumber);
        done.ThrowIfFailed();
    }

    [Fact]
    public async Task A_session_that_goes_by_itself_does_not_keep_a_database_from_being_overwritten()
    {
        await using var sides = new PlainSides("A").Full();
        var mark = sides.MarkAndLog();
        sides.OnDestination("CREATE DATABASE A");
        var plan = RestorePlanner.Plan(sides.History, Positions(sides, "A"), Wish(mark, "A") with { ReplaceExisting = true }).Require();
        var user = sides.Connector.Open(sides.Topology.Destination[0], "A");

        var running = Task.Run(() => new RestoreRunner(sides.Connector).Run(plan, sides.Topology), TestContext.Current.CancellationToken);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        await user.DisposeAsync();

        (await running).ThrowIfFailed();
    }

    [Fact]
    public async Task A_cancelled_restore_recovers_nothing_and_says_so()
    {
        await using var sides = new PlainSides("A", "B").Full();
        var mark = sides.MarkAndLog();
        var plan = RestorePlanner.Plan(sides.History, [], Wish(mark, "A", "B")).Require();
        using var cancel = new CancellationTokenSource();

        var outcome = new RestoreRunner(sides.Connector).Run(
            plan,
            sides.Topology,
            new RestoreRunOptions { ThrottleLimit = 1 },
            new CancellingObserver(cancel),
            cancel.Token
        );

        Assert.True(outcome.WasCancelled);
        Assert.All(outcome.Databases, each => Assert.Equal((DatabaseRestoreStatus.Stopped, null), (each.Status, each.Error)));
        Assert.Throws<OperationCanceledException>(outcome.ThrowIfFailed);
        Assert.DoesNotContain(Positions(sides, "A", "B"), position => position.State == DatabaseState.Online);
    }

    [Fact]
    public async Task Cancelling_stops_the_statement_that_runs_and_the_next_plan_finishes_the_restore()
    {
        await using var sides = new PlainSides("A").Full();
        var mark = sides.MarkAndLog();
        var history = sides.History;
        var plan = RestorePlanner.Plan(history, [], Wish(mark, "A")).Require();
        var runner = new RestoreRunner(sides.Connector);
        using var cancel = new CancellationTokenSource();
        sides.BytesPerSecond = 50;

        var outcome = runner.Run(plan, sides.Topology, null, new SoonCancellingObserver(cancel, TimeSpan.FromSeconds(1)), cancel.Token);
        sides.BytesPerSecond = null;
        var again = RestorePlanner.Plan(history, Positions(sides, "A"), Wish(mark, "A")).Require();

        Assert.True(outcome.WasCancelled);
        Assert.Equal(
            (DatabaseRestoreStatus.Stopped, 0, null),
            (outcome.Databases[0].Status, outcome.Databases[0].BackupsRestored, outcome.Databases[0].Error)
        );
        runner.Run(again, sides.Topology).ThrowIfFailed();
    }

    [Fact]
    public async Task However_soon_a_restore_is_cancelled_it_counts_the_backups_that_the_server_finished()
    {
        await using var sides = new PlainSides("A").Full();
        var mark = sides.MarkAndLog();
        var plan = RestorePlanner.Plan(sides.History, [], Wish(mark, "A")).Require();
        // Slow enough that none is done in time.
        sides.BytesPerSecond = 50;
        for (var milliseconds = 0; milliseconds < 60; milliseconds += 2)
        {
            using var cancel = new CancellationTokenSource();
            var before = Restored(sides);
            var observer = new SoonCancellingObserver(cancel, TimeSpan.FromMilliseconds(milliseconds));

            var outcome = new RestoreRunner(sides.Connector).Run(plan, sides.Topology, null, observer, cancel.Token);

            Assert.Equal(Restored(sides) - before, outcome.Databases[0].BackupsRestored);
            Assert.Null(outcome.Databases[0].Error);
            sides.OnDestination("IF DATABASEPROPERTYEX('A', 'Status') = 'ONLINE' ALTER DATABASE A SET SINGLE_USER WITH ROLLBACK IMMEDIATE");
            sides.OnDestination("IF DB_ID('A') IS NOT NULL DROP DATABASE A");
        }

        static int Restored(PlainSides sides)
        {
            using var connection = sides.Connector.Open(sides.Topology.Destination[0]);
            return SqlQuery.Scalar<int>(connection, "SELECT COUNT(*) FROM msdb.dbo.restorehistory WHERE backup_set_id > 0");
        }
    }

    [Fact]
    public async Task An_instance_that_does_not_answer_is_an_error_before_anything_is_restored()
    {
        await using var sides = new PlainSides("A").Full();
        var mark = sides.MarkAndLog();
        var plan = RestorePlanner.Plan(sides.History, [], Wish(mark, "A")).Require();
        var down = sides.Topology with { Destination = [sides.Topology.Destination[0] with { Address = "127.0.0.1,1" }] };

        Assert.Throws<InstanceConnectionException>(() => new RestoreRunner(sides.Impatient).Run(plan, down));
    }

    [Fact]
    public async Task Progress_ends_at_a_hundred_for_every_database_and_in_all()
    {
        await using var sides = new PlainSides("A", "B").Full();
        var mark = sides.MarkAndLog();
        var plan = RestorePlanner.Plan(sides.History, [], Wish(mark, "A", "B")).Require();
        var observer = new ProgressObserver();

        new RestoreRunner(sides.Connector).Run(plan, sides.Topology, null, observer).ThrowIfFailed();

        Assert.Equal(100, observer.Seen.Max(each => each.OverallPercent));
        Assert.All(observer.Seen.GroupBy(each => each.Database), database => Assert.Equal(100, database.Max(each => each.DatabasePercent)));
    }

    [Fact]
    public async Task Headers_that_tell_of_another_database_are_a_defect()
    {
        await using var sides = new PlainSides("A", "B").Full();
        var mark = sides.MarkAndLog();
        var history = sides.History;
        var swapped = new BackupHistory
        {
            Sets =
            [
                .. history.Sets.Select(set =>
                    set with
                    {
                        Files = [.. set.Files.Select(file => file with { Header = null, Paths = set.Files[0].Paths })],
                    }
                ),
            ],
        };
        var readers = history.Databases.ToDictionary(key => key, _ => sides.Topology.Destination[0]);

        var read = new BackupHistoryReader(sides.Connector).WithHeaders(swapped, readers);

        Assert.All(read.Sets.SelectMany(set => set.Files), file => Assert.Equal(file.Database.Name == "B", file.Defect is not null));
        Assert.Contains("database A, not of B", read.Sets[0].Files[1].Defect);
        Assert.NotNull(mark);
    }

    private sealed class FaultingObserver(PlainSides sides, int statement) : IRestoreObserver
    {
        private int begun;

        public void Starting(DatabasePlan database, RestoreAction action)
        {
            if (++begun == statement)
                sides.Faults.Add(new Fault(FaultPoint.RestoreRead, "DR"));
        }

        public void Progress(RestoreProgress progress) { }

        public void Completed(DatabasePlan database, RestoreAction action, TimeSpan elapsed) { }

        public void Finished(DatabaseRestoreResult result) { }
    }

    private sealed class CancellingObserver(CancellationTokenSource cancel) : IRestoreObserver
    {
        public void Starting(DatabasePlan database, RestoreAction action) { }

        public void Progress(RestoreProgress progress) { }

        public void Completed(DatabasePlan database, RestoreAction action, TimeSpan elapsed) => cancel.Cancel();

        public void Finished(DatabaseRestoreResult result) { }
    }

    // Cancels while the statement runs: it was announced just before it is sent.
    private sealed class SoonCancellingObserver(CancellationTokenSource cancel, TimeSpan after) : IRestoreObserver
    {
        public void Starting(DatabasePlan database, RestoreAction action) => cancel.CancelAfter(after);

        public void Progress(RestoreProgress progress) { }

        public void Completed(DatabasePlan database, RestoreAction action, TimeSpan elapsed) { }

        public void Finished(DatabaseRestoreResult result) { }
    }

    private sealed class ProgressObserver : IRestoreObserver
    {
        public List<RestoreProgress> Seen { get; } = [];

        public void Starting(DatabasePlan database, RestoreAction action) { }

        public void Progress(RestoreProgress progress)
        {
            lock (Seen)
                Seen.Add(progress);
        }

        public void Completed(DatabasePlan database, RestoreAction action, TimeSpan elapsed) { }

        public void Finished(DatabaseRestoreResult result) { }
    }
}
