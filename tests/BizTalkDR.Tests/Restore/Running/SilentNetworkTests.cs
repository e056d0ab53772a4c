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
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Tests.Restore.Running;

/// <summary>Nothing is heard of a restore any more: is it working, or is it dead?</summary>
public sealed class SilentNetworkTests
{
    private const long Slow = 2000;

    [Fact]
    public async Task A_restore_that_works_on_is_waited_for_however_often_it_is_looked_at()
    {
        await using var sides = new PlainSides("A").Full();
        var mark = sides.MarkAndLog();
        var plan = Plan(sides, mark);
        sides.BytesPerSecond = Slow;

        var outcome = new RestoreRunner(sides.Connector).Run(
            plan,
            sides.Topology,
            Impatient(TimeSpan.FromMinutes(10), lookAfterMilliseconds: 1000)
        );

        outcome.ThrowIfFailed();
        Assert.Equal(mark, sides.MarkOf("A"));
    }

    [Fact]
    public async Task A_restore_whose_answer_was_lost_is_stopped_and_the_next_run_goes_on_from_there()
    {
        await using var sides = new PlainSides("A", "B").Full();
        var mark = sides.MarkAndLog();
        var plan = Plan(sides, mark);
        using var relay = new SilentRelay(sides.Topology.Destination[0].Address);
        var observer = new Silencing(relay.SilenceOpenOnes);

        var outcome = new RestoreRunner(sides.Connector).Run(
            plan,
            Through(sides, relay),
            Impatient(TimeSpan.FromMinutes(10)) with
            {
                ThrottleLimit = 1,
            },
            observer
        );
        var again = Plan(sides, mark, Settled(sides));
        new RestoreRunner(sides.Connector).Run(again, sides.Topology).ThrowIfFailed();

        var failed = Assert.Single(outcome.Databases, database => database.Status == DatabaseRestoreStatus.Failed);
        Assert.Equal(("StatementStalled", ErrorKind.Connection, "DR"), (failed.Error!.ErrorId, failed.Error.Kind, failed.Error.Server));
        Assert.DoesNotContain(outcome.Databases, database => database.Status == DatabaseRestoreStatus.Recovered);
        Assert.Equal([mark, mark], [sides.MarkOf("A"), sides.MarkOf("B")]);
    }

    [Fact]
    public async Task A_server_that_answers_nobody_any_more_is_given_up()
    {
        await using var sides = new PlainSides("A").Full();
        var mark = sides.MarkAndLog();
        var plan = Plan(sides, mark);
        using var relay = new SilentRelay(sides.Topology.Destination[0].Address);

        var outcome = new RestoreRunner(sides.Impatient).Run(
            plan,
            Through(sides, relay),
            Impatient(TimeSpan.FromMinutes(10)),
            new Silencing(relay.SilenceAll)
        );

        var failed = Assert.Single(outcome.Databases);
        Assert.Equal("StatementStalled", failed.Error!.ErrorId);
        Assert.Contains("not answered", failed.Error.Message, StringComparison.Ordinal);
        Assert.NotNull(failed.Error.Remedy);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_restore_that_hangs_on_the_server_is_given_up_when_nothing_moves_and_the_next_run_goes_on(bool endsAtOnce)
    {
        await using var sides = new PlainSides("A").Full();
        var mark = sides.MarkAndLog();
        var plan = Plan(sides, mark);
        sides.Faults.Add(new Fault(FaultPoint.RestoreRead, "DR", "A") { Effect = FaultEffect.Hang });

        var connector = endsAtOnce ? new SlowToClose(sides.Connector) : (IInstanceConnector)sides.Connector;

        var outcome = new RestoreRunner(connector).Run(plan, sides.Topology, Impatient(TimeSpan.FromMilliseconds(300)));
        sides.Faults.Clear();
        var again = Plan(sides, mark, Settled(sides));
        new RestoreRunner(sides.Connector).Run(again, sides.Topology).ThrowIfFailed();

        var failed = Assert.Single(outcome.Databases);
        Assert.Equal("StatementStalled", failed.Error!.ErrorId);
        Assert.Contains("no progress", failed.Error.Message, StringComparison.Ordinal);
        Assert.Equal(mark, sides.MarkOf("A"));
    }

    [Fact]
    public async Task Cancelling_ends_also_what_nobody_answers()
    {
        await using var sides = new PlainSides("A").Full();
        var mark = sides.MarkAndLog();
        var plan = Plan(sides, mark);
        using var relay = new SilentRelay(sides.Topology.Destination[0].Address);
        using var cancel = new CancellationTokenSource();

        var outcome = new RestoreRunner(sides.Connector).Run(
            plan,
            Through(sides, relay),
            new RestoreRunOptions { Patience = new StatementPatience { AfterCancel = TimeSpan.FromMilliseconds(200) } },
            new Silencing(() =>
            {
                relay.SilenceAll();
                cancel.CancelAfter(TimeSpan.FromMilliseconds(200));
            }),
            cancel.Token
        );

        Assert.True(outcome.WasCancelled);
    }

    [Fact]
    public async Task A_database_that_was_taken_alone_for_a_restore_that_was_refused_is_open_to_others_again()
    {
        await using var sides = new PlainSides("A").Full();
        var mark = sides.MarkAndLog();
        sides.OnDestination("CREATE DATABASE A");
        var wish = Wish(mark) with { ReplaceExisting = true };
        var plan = RestorePlanner.Plan(sides.History, Positions(sides), wish).Require();
        sides.Delete(plan.Databases[0].Actions[0].Backup!);

        var outcome = new RestoreRunner(sides.Connector).Run(plan, sides.Topology, new RestoreRunOptions { KillSessions = true });

        Assert.Equal(DatabaseRestoreStatus.Failed, Assert.Single(outcome.Databases).Status);
        var position = Assert.Single(Positions(sides));
        Assert.Equal((DatabaseState.Online, false), (position.State, position.IsSingleUser));
    }

    private static RestoreRunOptions Impatient(TimeSpan noProgress, int lookAfterMilliseconds = 100) =>
        new()
        {
            Patience = new StatementPatience
            {
                LookAfter = TimeSpan.FromMilliseconds(lookAfterMilliseconds),
                NoAnswer = TimeSpan.FromMilliseconds(100),
                NoProgress = noProgress,
            },
        };

    private static Topology Through(PlainSides sides, SilentRelay relay) =>
        sides.Topology with
        {
            Destination = [sides.Topology.Destination[0] with { Address = relay.Address }],
        };

    // What was given up may still be at work on the server.
    private static IReadOnlyList<DatabasePosition> Settled(PlainSides sides)
    {
        while (true)
        {
            using (var connection = sides.Connector.Open(sides.Topology.Destination[0]))
            {
                if (SqlQuery.Scalar<int>(connection, "SELECT COUNT(*) FROM sys.dm_exec_requests WHERE command LIKE N'RESTORE%'") == 0)
                    return Positions(sides);
            }
            Thread.Sleep(50);
        }
    }

    private static IReadOnlyList<DatabasePosition> Positions(PlainSides sides) =>
        [.. new DatabasePositionReader(sides.Connector).ReadAll(sides.Topology.Destination[0])];

    private static RestorePlan Plan(PlainSides sides, string mark, IReadOnlyList<DatabasePosition>? positions = null) =>
        RestorePlanner.Plan(sides.History, positions ?? [], Wish(mark, [.. sides.History.Databases.Select(key => key.Name)])).Require();

    private static RestoreWish Wish(string mark, params string[] databases)
    {
        var wish = Stands.Wish(databases.Length == 0 ? ["A"] : databases) with { MarkName = mark };
        return wish with
        {
            Targets = [.. wish.Targets.Select(target => target with { Relocation = FileRelocation.ToFolders(@"C:\Data", @"C:\Log") })],
        };
    }

    // What was killed over a connection has ended before the connection is closed.
    private sealed class SlowToClose(IInstanceConnector inner) : IInstanceConnector
    {
        public SqlConnection Open(InstanceReference instance, string? database = null, CancellationToken cancellationToken = default)
        {
            var connection = inner.Open(instance, database, cancellationToken);
            connection.StateChange += (_, _) => Thread.Sleep(500);
            return connection;
        }

        public SmoSession OpenServer(InstanceReference instance, CancellationToken cancellationToken = default) =>
            inner.OpenServer(instance, cancellationToken);
    }

    // Just before the first statement is sent.
    private sealed class Silencing(Action silence) : IRestoreObserver
    {
        private int begun;

        public void Starting(DatabasePlan database, RestoreAction action)
        {
            if (Interlocked.Increment(ref begun) == 1)
                silence();
        }

        public void Progress(RestoreProgress progress) { }

        public void Completed(DatabasePlan database, RestoreAction action, TimeSpan elapsed) { }

        public void Finished(DatabaseRestoreResult result) { }
    }
}
