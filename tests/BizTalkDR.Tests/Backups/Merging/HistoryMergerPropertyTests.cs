using BizTalkDR.Backups;
using BizTalkDR.Tests.Restore.Planning;
using FsCheck;
using FsCheck.Fluent;

namespace BizTalkDR.Tests.Backups.Merging;

/// <summary>What must hold for whatever sources survive, tried on random histories: schedules, partial sets, lost rows and files.</summary>
public sealed class HistoryMergerPropertyTests
{
    private sealed record Case(SourceHistory[] Sources, int[] Some, int[] Order);

    private static Gen<Case> Cases =>
        from events in Gen.Choose(0, 9).ArrayOf(10)
        from lost in Gen.Choose(0, 60).ArrayOf(8)
        from moved in Gen.Choose(0, 1)
        from some in Gen.Choose(0, 1).ArrayOf(5)
        from order in Gen.Choose(0, 1_000_000).ArrayOf(5)
        select Build(events, lost, moved == 1, some, order);

    private static Case Build(int[] events, int[] lost, bool moved, int[] some, int[] order)
    {
        var builder = new HistoryBuilder("A", "B", "C");
        foreach (var what in events.Prepend(0))
            Happen(builder, what);
        var history = builder.Build();
        var all = history.Sets.SelectMany(set => set.Files).ToList();
        var rows = history with { Sets = [.. history.Sets.Where((_, at) => !lost.Take(3).Contains(at))] };
        var shipped = history with { Sets = [.. history.Sets.Take(Math.Max(1, history.Sets.Count - (lost[3] % 3)))] };
        var files = history.Files(moved ? SourceHistories.Found : @"\\FILES\BizTalk");
        files = lost.Skip(4).Where(at => at < all.Count).Aggregate(files, (some, at) => some.Without(all[at]));
        SourceHistory[] sources = [rows.Table(), shipped.Table(HistorySource.LogShipping), history.Msdb(), files, history.Given()];
        return new Case(sources, some, order);
    }

    private static void Happen(HistoryBuilder builder, int what)
    {
        switch (what)
        {
            case 3:
                builder.NewFork();
                break;
            case 4:
                builder.SkipIds(3);
                break;
            default:
                builder.JobRuns(what);
                break;
        }
    }

    private static HashSet<string> Marks(BackupHistory history) => [.. history.Sets.Select(set => set.MarkName).OfType<string>()];

    [Fact]
    public void Any_sources_that_survive_know_no_mark_that_all_of_them_together_do_not()
    {
        Prop.ForAll(
                Cases.ToArbitrary(),
                (Case each) =>
                {
                    var all = SourceHistories.Merge(each.Sources);
                    var some = SourceHistories.Merge([.. each.Sources.Where((_, at) => each.Some[at] == 1)]);
                    return Marks(some).IsSubsetOf(Marks(all));
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_order_of_the_sources_does_not_matter()
    {
        Prop.ForAll(
                Cases.ToArbitrary(),
                (Case each) =>
                {
                    var shuffled = each.Sources.Zip(each.Order).OrderBy(pair => pair.Second).Select(pair => pair.First).ToArray();
                    return SourceHistories.Merge(each.Sources).Describe().SequenceEqual(SourceHistories.Merge(shuffled).Describe());
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_source_that_is_read_twice_says_nothing_new()
    {
        Prop.ForAll(
                Cases.ToArbitrary(),
                (Case each) =>
                {
                    var twice = each.Sources.Concat(each.Sources.Where((_, at) => each.Some[at] == 1)).ToArray();
                    return SourceHistories.Merge(each.Sources).Describe().SequenceEqual(SourceHistories.Merge(twice).Describe());
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Files_alone_give_the_sets_in_the_order_in_which_the_job_took_them()
    {
        Prop.ForAll(
                Cases.ToArbitrary(),
                (Case each) =>
                {
                    var files = SourceHistories.Merge(each.Sources[3]);
                    var taken = files.Sets.Select(set => set.Files.Max(file => file.BackupDate)).ToList();
                    return taken.SequenceEqual(taken.Order())
                        && files.Sets.Select(set => set.SetId).SequenceEqual(files.Sets.Select((_, at) => at + 1L));
                }
            )
            .QuickCheckThrowOnFailure();
    }
}
