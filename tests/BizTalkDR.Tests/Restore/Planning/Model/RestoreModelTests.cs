using BizTalkDR.Backups;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;
using FsCheck;
using FsCheck.Fluent;

namespace BizTalkDR.Tests.Restore.Planning.Model;

/// <summary>
/// The planner against a small model of SQL Server's rules that shares nothing with it: what it accepts must work there, and what it refuses
/// must be impossible with any order of the same files.
/// </summary>
public sealed class RestoreModelTests
{
    // What the planner refuses by rule though a server might do it: partial sets, the state of the database, a mark whose place in a database
    // nobody knows because its set has no log of it.
    private static readonly PlanProblemKind[] ByPolicy =
    [
        PlanProblemKind.PartialSet,
        PlanProblemKind.AfterPartialSet,
        PlanProblemKind.MarkNotInDatabase,
    ];

    private sealed record Case(World World, IReadOnlyDictionary<string, RestoredCopy> Copies, RestoreWish Wish, int SetsWithoutHeaders)
    {
        public override string ToString() =>
            $"{Wish.Start} {Wish.MarkName}, {SetsWithoutHeaders} sets without headers{World}\ncopies:"
            + string.Concat(Copies.Values.Select(copy => $"\n    {copy.Position.Key} {copy.Standing?.Redo} {copy.Position.LastRestore}"));

        public RestorePlanResult Plan() => RestorePlanner.Plan(World.History, [.. Copies.Values.Select(copy => copy.Position)], Wish);
    }

    private static Gen<int[]> Numbers => Gen.Choose(0, 999).ArrayOf(160);

    // Fewer decisions make a smaller world, and zero is the plainest of each.
    private static IEnumerable<int[]> Shrink(int[] numbers)
    {
        for (var length = numbers.Length / 2; length > 0; length /= 2)
        {
            for (var from = 0; from + length <= numbers.Length; from += length)
                yield return [.. numbers[..from], .. numbers[(from + length)..]];
        }
        for (var each = 0; each < numbers.Length; each++)
        {
            if (numbers[each] != 0)
                yield return [.. numbers[..each], 0, .. numbers[(each + 1)..]];
        }
    }

    private static Case Make(Choices choices, int databases, bool jobAlone = false)
    {
        var start = new[] { RestoreStart.Auto, RestoreStart.Auto, RestoreStart.Continue, RestoreStart.StartOver }[choices.Below(4)];
        var mark = choices.Below(12);
        var world = World.Of(choices, databases, 14, jobAlone);
        var copies = world.Databases.ToDictionary(database => database.Name, database => RestoredCopy.Of(world, database, choices));
        var wish = Stands.Wish([.. world.Databases.Select(database => database.Name)]) with
        {
            Start = start,
            MarkName = mark < world.Marks.Count ? world.Marks[mark] : null,
        };
        return new Case(world, copies, wish, choices.Below(world.History.Sets.Count + 1));
    }

    private static void Check(int databases, Func<Case, string?> fault, bool jobAlone = false) =>
        Prop.ForAll(
                Arb.From(Numbers, Shrink),
                numbers =>
                {
                    var made = Make(new Choices(numbers), databases, jobAlone);
                    return fault(made) is { } found ? false.Label($"{found}\n{made}") : true.ToProperty();
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1500));

    [Fact]
    public void The_worlds_hold_plans_and_refusals_of_many_kinds()
    {
        var results = Numbers.Sample(1500).Select(numbers => Make(new Choices(numbers), 2).Plan()).ToList();
        var kinds = results.SelectMany(result => result.Problems).Select(problem => problem.Kind).ToHashSet();
        var actions = results
            .Where(result => result.Plan is not null)
            .SelectMany(result => result.Plan!.Databases)
            .SelectMany(database => database.Actions)
            .ToList();

        Assert.InRange(results.Count(result => result.Plan is not null), 300, 1300);
        Assert.Superset(
            new HashSet<PlanProblemKind>
            {
                PlanProblemKind.LogGap,
                PlanProblemKind.OtherFork,
                PlanProblemKind.BackupDefect,
                PlanProblemKind.MarkPassed,
                PlanProblemKind.BulkLogged,
                PlanProblemKind.PartialSet,
            },
            kinds
        );
        Assert.Contains(actions, action => action.Kind == RestoreActionKind.Differential);
        Assert.Contains(actions, action => action.Kind == RestoreActionKind.Log && action.SetId is null);
    }

    [Fact]
    public void The_worlds_without_older_headers_hold_plans_that_use_those_sets()
    {
        var plans = Numbers
            .Sample(500)
            .Select(numbers => Make(new Choices(numbers), 2, jobAlone: true))
            .Select(each =>
                RestorePlanner
                    .Plan(
                        each.World.WithoutHeadersOf(each.SetsWithoutHeaders),
                        [.. each.Copies.Values.Select(copy => copy.Position)],
                        each.Wish
                    )
                    .Plan
            )
            .OfType<RestorePlan>()
            .ToList();
        var mixed = plans.Count(plan =>
            plan.Databases.SelectMany(each => each.RollForward).Select(each => each.Backup!.Header is null).Distinct().Count() == 2
        );

        Assert.InRange(plans.Count, 100, 490);
        Assert.InRange(mixed, 20, 490);
    }

    [Fact]
    public void A_plan_that_is_accepted_brings_every_database_exactly_to_the_mark() =>
        Check(
            3,
            each =>
                each.Plan().Plan is { } plan
                    ? plan.Databases.Select(database => Run(each, plan, database)).FirstOrDefault(fault => fault is not null)
                    : null
        );

    [Fact]
    public void A_plan_made_without_the_headers_of_older_sets_works_where_nobody_but_the_job_took_backups() =>
        Check(
            2,
            each =>
                RestorePlanner
                    .Plan(
                        each.World.WithoutHeadersOf(each.SetsWithoutHeaders),
                        [.. each.Copies.Values.Select(copy => copy.Position)],
                        each.Wish
                    )
                    .Plan
                    is { } plan
                    ? plan.Databases.Select(database => Run(each, plan, database)).FirstOrDefault(fault => fault is not null)
                    : null,
            jobAlone: true
        );

    [Fact]
    public void A_plan_that_is_refused_is_impossible_with_any_order_of_the_same_files() =>
        Check(2, each => each.Plan() is { Plan: null } refused ? Impossible(each, refused) : null);

    [Fact]
    public void The_nearest_marks_that_are_offered_can_be_planned_and_none_lies_between() =>
        Check(2, each => each.Plan() is { Plan: null, ImpossibleMark: { } mark } refused ? Nearest(each, refused, mark) : null);

    [Fact]
    public void The_order_of_sets_and_files_does_not_matter() =>
        Check(
            2,
            each =>
            {
                var turned = each.World.History with
                {
                    Sets = [.. each.World.History.Sets.Reverse().Select(set => set with { Files = [.. set.Files.Reverse()] })],
                    OtherBackups = [.. each.World.History.OtherBackups.Reverse()],
                };
                var positions = each.Copies.Values.Select(copy => copy.Position).Reverse().ToList();
                var other = RestorePlanner.Plan(turned, positions, each.Wish);
                return Describe(each.Plan()) == Describe(other) ? null : Describe(each.Plan()) + "\n-- turned --\n" + Describe(other);
            }
        );

    [Fact]
    public void A_backup_that_a_plan_does_not_use_can_be_removed() =>
        Check(
            2,
            each =>
            {
                if (each.Plan().Plan is not { } plan)
                    return null;
                // What a copy was restored from last tells what can be restored on it.
                var used = plan
                    .Databases.SelectMany(database => database.RollForward)
                    .Select(action => action.Backup!.Path)
                    .Concat(each.Copies.Values.Select(copy => copy.Position.LastRestore?.Path))
                    .ToHashSet();
                var history = each.World.History;
                var needed = history with { OtherBackups = [.. history.OtherBackups.Where(file => used.Contains(file.Path))] };
                var wish = each.Wish with { MarkName = plan.Mark!.Name };
                var again = RestorePlanner.Plan(needed, [.. each.Copies.Values.Select(copy => copy.Position)], wish);
                return again.Plan is not null ? null : "Without the unused: " + Describe(again);
            }
        );

    private static string? Run(Case each, RestorePlan plan, DatabasePlan database)
    {
        var source = each.World.Databases.Single(known => known.Name == database.Target.Database);
        var mark = source.Mark(plan.Mark!.Name)!;
        var at = each.Copies[source.Name].Standing;
        var steps = $"{source.Name} to {mark}: starts at {at?.Redo}";
        foreach (var action in database.RollForward)
        {
            var header = action.Backup!.Header ?? TrueHeader(each, action.Backup);
            at = action.Kind switch
            {
                RestoreActionKind.Full => ServerRules.Full(header),
                RestoreActionKind.Differential => ServerRules.Differential(at!, header),
                _ => ServerRules.Log(at!, header, action.StopAtMark == plan.Mark.Name ? mark : null),
            };
            steps +=
                $"\n  {action.Kind} {action.Backup.FileName} {header.FirstLSN}..{header.LastLSN} bulk {header.HasBulkLoggedData} {action.StopAtMark} -> {at?.Redo}";
            if (at is null || action.Backup.Defect is not null)
                return steps + " REFUSED";
        }
        return at is not null && at.Redo == mark.Lsn && at.Fork == mark.Fork ? null : steps + " ELSEWHERE " + database.StartReason;
    }

    private static BackupHeader TrueHeader(Case each, BackupFile file) =>
        each.World.History.Sets.SelectMany(set => set.Files).Single(known => known.Path == file.Path).Header!;

    private static string? Impossible(Case each, RestorePlanResult refused)
    {
        foreach (var problem in refused.Problems.Where(problem => problem.Database is not null && !ByPolicy.Contains(problem.Kind)))
        {
            var source = each.World.Databases.Single(known => known.Name == problem.Database);
            if (source.Mark(refused.ImpossibleMark!) is not { } mark)
                continue;
            var files = RestoredCopy.Usable(each.World.History, source.Key);
            var from = new List<Standing>();
            if (each.Wish.Start != RestoreStart.Continue)
                from.AddRange(files.Where(file => file.Type == BackupType.Full).Select(file => ServerRules.Full(file.Header!)));
            if (each.Wish.Start != RestoreStart.StartOver && each.Copies[source.Name].Standing is { } standing)
                from.Add(standing);
            if (ServerRules.CanReach(from, files, mark, header => MayHold(each, source, refused.ImpossibleMark!, header)))
                return $"{problem.Kind}: {problem.Message}\n{source.Name} to {mark}";
        }
        return null;
    }

    // Where in its log the mark lies is known to the model alone: others can only look for it in a log that holds all of that one.
    private static bool MayHold(Case each, SourceDatabase source, string mark, BackupHeader log)
    {
        var set = each.World.History.Sets.Single(known => known.MarkName == mark);
        return set.Files.SingleOrDefault(file => file.Database == source.Key)?.Header is { } itsLog
            && log.FirstLSN <= itsLog.FirstLSN
            && log.LastLSN >= itsLog.LastLSN
            && log.RecoveryForkID == itsLog.RecoveryForkID;
    }

    private static string? Nearest(Case each, RestorePlanResult refused, string mark)
    {
        var marks = each.World.Marks.ToList();
        var usable = marks.ConvertAll(name =>
            RestorePlanner
                .Plan(each.World.History, [.. each.Copies.Values.Select(copy => copy.Position)], each.Wish with { MarkName = name })
                .Plan
                is not null
        );
        var at = marks.IndexOf(mark);
        var before = usable.FindLastIndex(at, is_ => is_);
        var after = usable.FindIndex(at, is_ => is_);
        var offered = each.Wish.MarkName is null || (refused.NearestMarkBefore, refused.NearestMarkAfter) == (Name(before), Name(after));
        return offered ? null : $"{Name(before)} and {Name(after)}, offered {refused.NearestMarkBefore} and {refused.NearestMarkAfter}";

        string? Name(int place) => place < 0 ? null : marks[place];
    }

    private static string Describe(RestorePlanResult result) =>
        result.Plan is { } plan
            ? string.Join("\n", plan.ToScripts().Values) + plan.Mark!.Rule
            : string.Join("\n", result.Problems.Select(problem => problem.Kind + problem.Message))
                + result.NearestMarkBefore
                + result.NearestMarkAfter;
}
