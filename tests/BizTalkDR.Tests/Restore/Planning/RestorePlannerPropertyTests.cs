using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;
using FsCheck;
using FsCheck.Fluent;

namespace BizTalkDR.Tests.Restore.Planning;

/// <summary>What must hold for every history, tried on random ones: schedules, partial sets, lost logs, bad files, positions.</summary>
public sealed class RestorePlannerPropertyTests
{
    private static readonly string[] Names = ["A", "B", "C"];

    private sealed record Case(BackupHistory History, IReadOnlyList<DatabasePosition> Positions, RestoreWish Wish);

    private static Gen<Case> Cases =>
        from events in Gen.Choose(0, 11).ArrayOf(14)
        from stands in Gen.Choose(-3, 20).ArrayOf(Names.Length)
        from bad in Gen.Choose(0, 60)
        from headers in Gen.Choose(0, 3)
        from mark in Gen.Choose(-2, 20)
        from start in Gen.Elements(RestoreStart.Auto, RestoreStart.Continue, RestoreStart.StartOver)
        select Build(events, stands, bad, headers > 0, mark, start);

    private static Case Build(int[] events, int[] stands, int bad, bool headers, int mark, RestoreStart start)
    {
        var builder = new HistoryBuilder(Names);
        if (!headers)
            builder.WithoutHeaders();
        foreach (var what in events.Prepend(0))
            Happen(builder, what);
        var sets = builder.Build().Sets;
        if (bad < sets.Count && sets[bad].Files.Count > 0)
            builder.Change(sets[bad].SetId, sets[bad].Files[0].Database.Name, file => file with { Defect = "The file is missing." });
        var history = builder.Build();
        var marks = history.Sets.Where(set => set.MarkName is not null).Select(set => set.MarkName).ToList();
        var positions = Names
            .Select((name, each) => Stand(history, name, stands[each]))
            .Where(position => position is not null)
            .Select(position => position!);
        var wish = Stands.Wish(Names) with { MarkName = mark >= 0 && mark < marks.Count ? marks[mark] : null, Start = start };
        return new Case(history, [.. positions], wish);
    }

    private static void Happen(HistoryBuilder builder, int what)
    {
        switch (what)
        {
            case 3:
                builder.LoseLog("B");
                break;
            case 4:
                builder.LogWithout("C");
                break;
            case 5:
                builder.SkipIds(2);
                break;
            default:
                builder.JobRuns(what);
                break;
        }
    }

    private static DatabasePosition? Stand(BackupHistory history, string name, int set)
    {
        var files = history
            .Sets.Where(each => each.IsComplete)
            .SelectMany(each => each.Files)
            .Where(file => file.Database == HistoryBuilder.Key(name))
            .ToList();
        return set >= 0 && set < files.Count ? Stands.After(files[set]) : null;
    }

    private static void Check(Func<Case, bool> holds) =>
        Prop.ForAll(Cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(250));

    private static RestorePlan? Plan(Case each) => RestorePlanner.Plan(each.History, each.Positions, each.Wish).Plan;

    [Fact]
    public void The_random_histories_hold_both_plans_and_refusals()
    {
        var accepted = Cases.Sample(300).Count(each => Plan(each) is not null);

        Assert.InRange(accepted, 30, 270);
    }

    [Fact]
    public void An_accepted_plan_restores_a_chain_without_gaps()
    {
        Check(each =>
            Plan(each) is not { } plan
            || plan.Databases.All(database =>
            {
                var reached = database.Start == DatabaseStart.Continues ? database.Position.RedoStartLsn : null;
                foreach (var action in database.RollForward)
                {
                    var header = action.Backup!.Header;
                    if (
                        action.Kind == RestoreActionKind.Log
                        && reached is { } redo
                        && header is not null
                        && (header.FirstLSN > redo || header.LastLSN <= redo)
                    )
                        return false;
                    reached = header?.LastLSN ?? reached;
                }
                return true;
            })
        );
    }

    [Fact]
    public void An_accepted_plan_ends_every_database_with_the_log_that_holds_the_one_mark()
    {
        Check(each =>
            Plan(each) is not { } plan
            || plan.Databases.All(database =>
                database
                    .RollForward.Where(action => action.Kind == RestoreActionKind.Log)
                    .All(action => action.StopAtMark == plan.Mark!.Name)
                && (
                    database.Start is DatabaseStart.AtMark
                    || database.RollForward[^1] is { HoldsMark: true } last && last.SetId == plan.Mark!.SetId
                )
                && database.RollForward.Count(action => action.HoldsMark) <= 1
            )
        );
    }

    [Fact]
    public void An_accepted_plan_never_uses_a_partial_set_or_a_bad_file()
    {
        Check(each =>
        {
            var partial = each.History.Sets.Where(set => !set.IsComplete).Select(set => (long?)set.SetId).ToHashSet();
            return Plan(each) is not { } plan
                || plan.Databases.SelectMany(database => database.RollForward)
                    .All(action => !partial.Contains(action.SetId) && action.Backup!.Defect is null);
        });
    }

    [Fact]
    public void An_accepted_plan_recovers_only_at_the_very_end()
    {
        Check(each =>
            Plan(each) is not { } plan
            || plan.Databases.All(database =>
                database.Actions.Count(action => action.Kind == RestoreActionKind.Recovery) == 1
                && database.Actions[^1].Kind == RestoreActionKind.Recovery
            )
        );
    }

    [Fact]
    public void A_refused_plan_names_a_problem_with_a_remedy()
    {
        Check(each =>
        {
            var result = RestorePlanner.Plan(each.History, each.Positions, each.Wish);
            return result.Plan is not null
                || (result.Problems.Count > 0 && result.Problems.All(problem => problem.Message.Length > 0 && problem.Remedy.Length > 0));
        });
    }

    [Fact]
    public void A_plan_does_not_depend_on_the_order_of_rows()
    {
        Check(each =>
        {
            var turned = each.History with
            {
                Sets = [.. each.History.Sets.Reverse().Select(set => set with { Files = [.. set.Files.Reverse()] })],
            };
            var wish = each.Wish with { Targets = [.. each.Wish.Targets.Reverse()] };
            var straight = RestorePlanner.Plan(each.History, each.Positions, each.Wish);
            var other = RestorePlanner.Plan(turned, [.. each.Positions.Reverse()], wish);
            return Describe(straight) == Describe(other);
        });
    }

    [Fact]
    public void The_recommended_mark_can_be_planned_and_a_usable_mark_can_too()
    {
        Check(each =>
            LogMarkFinder
                .Find(each.History, each.Positions, each.Wish)
                .All(mark =>
                    mark.IsUsable
                    == (RestorePlanner.Plan(each.History, each.Positions, each.Wish with { MarkName = mark.Name }).Plan is not null)
                )
        );
    }

    private static string Describe(RestorePlanResult result) =>
        result.Plan is { } plan
            ? string.Join("\n", plan.ToScripts().Values) + plan.Mark!.Rule
            : string.Join("\n", result.Problems.Select(problem => problem.Kind + problem.Message))
                + result.NearestMarkBefore
                + result.NearestMarkAfter;
}
