using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Running;
using BizTalkDR.Restore.Saved;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Restore.Saved;

/// <summary>Plans that somebody has changed and sealed again: they are judged as plans.</summary>
public sealed class PlanSoundnessTests
{
    public static TheoryData<string> Changes => [.. Changed.Keys];

    private static readonly Dictionary<string, Func<RestorePlan, RestorePlan>> Changed = new()
    {
        ["the last log of one database taken out"] = plan => OfA(plan, actions => [.. actions.Where(action => !action.HoldsMark)]),
        ["all logs of one database taken out"] = plan =>
            OfA(plan, actions => [.. actions.Where(action => action.Kind != RestoreActionKind.Log)]),
        ["the last log taken out and the one before it said to hold the mark"] = plan =>
            OfA(
                plan,
                actions =>
                    [
                        .. actions
                            .Where(action => !action.HoldsMark)
                            .Select((action, at) => at == 1 ? action with { HoldsMark = true } : action),
                    ]
            ),
        ["a log in the middle taken out"] = plan => OfA(plan, actions => [.. actions.Where((action, at) => at != 1)]),
        ["the full backup taken out"] = plan => OfA(plan, actions => [.. actions.Skip(1)]),
        ["the recovery first"] = plan => OfA(plan, actions => [actions[^1], .. actions.Take(actions.Count - 1)]),
        ["the recovery twice"] = plan => OfA(plan, actions => [.. actions, actions[^1]]),
        ["one database not recovered"] = plan => OfA(plan, actions => [.. actions.Take(actions.Count - 1)]),
        ["one database left out"] = plan => plan with { Databases = [plan.Databases[1]] },
        ["one database twice"] = plan => plan with { Databases = [.. plan.Databases, plan.Databases[0]] },
        ["the mark taken out"] = plan => plan with { Mark = null },
        ["where the mark lies taken out"] = plan => plan with { Mark = plan.Mark! with { Identity = null } },
        ["another mark named where it stops"] = plan =>
            OfA(plan, actions => [.. actions.Select(action => action.HoldsMark ? action with { StopAtMark = "BTS_x" } : action)]),
        ["the backups of the other database"] = plan =>
            plan with
            {
                Databases = [plan.Databases[0] with { Actions = plan.Databases[1].Actions }, plan.Databases[1]],
            },
        ["called recovered already"] = plan =>
            plan with
            {
                Databases = [plan.Databases[0] with { Start = DatabaseStart.Recovered, Actions = [] }, plan.Databases[1]],
            },
        ["called at the mark already"] = plan =>
            plan with
            {
                Databases =
                [
                    plan.Databases[0] with
                    {
                        Start = DatabaseStart.AtMark,
                        Actions = [plan.Databases[0].Actions[^1]],
                    },
                    plan.Databases[1],
                ],
            },
        ["called to be continued"] = plan =>
            plan with
            {
                Databases =
                [
                    plan.Databases[0] with
                    {
                        Start = DatabaseStart.Continues,
                        Actions = [.. plan.Databases[0].Actions.Skip(1)],
                    },
                    plan.Databases[1],
                ],
            },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_plan_that_was_sealed_again_is_refused_for_what_is_wrong_with_it(string change)
    {
        await using var sides = await PlannedAsync();
        var plan = Sealed(Changed[change](sides.Plan));

        var refused = Assert.Throws<RestorePlanUnsoundException>(() =>
            new PlanChecker(sides.Sides.Connector).Check(plan, sides.Sides.Topology)
        );

        Assert.Equal("PlanUnsound", refused.ErrorId);
        Assert.NotEmpty(refused.Problems);
        Assert.NotNull(refused.Remedy);
        Assert.All(refused.Problems, problem => Assert.Contains(problem, refused.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_plan_as_it_was_made_is_sound_also_where_it_only_goes_on()
    {
        await using var sides = await PlannedAsync();
        var checker = new PlanChecker(sides.Sides.Connector);
        Assert.Empty(checker.Check(Sealed(sides.Plan), sides.Sides.Topology).Changes);
        var runner = new RestoreRunner(sides.Sides.Connector);
        var first = sides.Make(wish => wish with { LeaveRestoring = true });
        runner.Run(first, sides.Sides.Topology).ThrowIfFailed();

        var second = Sealed(sides.Make(wish => wish));
        Assert.Empty(checker.Check(second, sides.Sides.Topology).Changes);
        runner.Run(second, sides.Sides.Topology).ThrowIfFailed();
        var third = Sealed(sides.Make(wish => wish));

        Assert.All(second.Databases, database => Assert.Equal(DatabaseStart.AtMark, database.Start));
        Assert.All(third.Databases, database => Assert.Equal(DatabaseStart.Recovered, database.Start));
        Assert.Empty(checker.Check(third, sides.Sides.Topology).Changes);
    }

    [Fact]
    public async Task A_database_called_recovered_whose_MarkLog_was_emptied_is_no_pass()
    {
        await using var sides = await PlannedAsync();
        new RestoreRunner(sides.Sides.Connector).Run(sides.Plan, sides.Sides.Topology).ThrowIfFailed();
        var plan = Sealed(sides.Make(wish => wish));
        sides.Sides.OnDestination("DELETE FROM A.dbo.MarkLog");

        var position = new DatabasePositionReader(sides.Sides.Connector).Read(sides.Sides.Topology.Destination[0], ["A"])[0];
        var emptied = plan with { Databases = [plan.Databases[0] with { Position = position }, plan.Databases[1]] };
        var refused = Assert.Throws<RestorePlanUnsoundException>(() =>
            new PlanChecker(sides.Sides.Connector).Check(Sealed(emptied), sides.Sides.Topology)
        );

        Assert.Contains("MarkLog", Assert.Single(refused.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_without_its_logs_that_runs_all_the_same_recovers_nothing()
    {
        await using var sides = await PlannedAsync();
        var plan = Changed["all logs of one database taken out"](sides.Plan);

        var outcome = new RestoreRunner(sides.Sides.Connector).Run(plan, sides.Sides.Topology);

        var failed = Assert.Single(outcome.Databases, database => database.Status == DatabaseRestoreStatus.Failed);
        Assert.Equal(("A", "MarkNotReached"), (failed.Database, failed.Error!.ErrorId));
        Assert.DoesNotContain(outcome.Databases, database => database.Status == DatabaseRestoreStatus.Recovered);
    }

    private static RestorePlan Sealed(RestorePlan plan) => RestorePlanFile.Parse(RestorePlanFile.ToJson(plan));

    private static RestorePlan OfA(RestorePlan plan, Func<IReadOnlyList<RestoreAction>, IReadOnlyList<RestoreAction>> change) =>
        plan with
        {
            Databases = [plan.Databases[0] with { Actions = change(plan.Databases[0].Actions) }, plan.Databases[1]],
        };

    private static Task<Planned> PlannedAsync()
    {
        var sides = new PlainSides("A", "B").Full();
        sides.MarkAndLog();
        sides.MarkAndLog();
        var mark = sides.MarkAndLog();
        sides.MarkAndLog();
        return Task.FromResult(new Planned(sides, mark));
    }

    private sealed class Planned : IAsyncDisposable
    {
        private readonly string mark;

        public Planned(PlainSides sides, string mark)
        {
            (Sides, this.mark) = (sides, mark);
            Plan = Make(wish => wish);
        }

        public PlainSides Sides { get; }

        public RestorePlan Plan { get; }

        public RestorePlan Make(Func<RestoreWish, RestoreWish> change)
        {
            var situation = Sides.Situation(FileRelocation.ToFolders(@"C:\Data", @"C:\Log"));
            var plan = situation.Plan(change(situation.Wish(mark))).Require();
            return plan with { Origin = RestorePlanOrigin.Of(plan, Sides.Topology, InstanceSide.Destination, situation.Directory) };
        }

        public ValueTask DisposeAsync() => Sides.DisposeAsync();
    }
}
