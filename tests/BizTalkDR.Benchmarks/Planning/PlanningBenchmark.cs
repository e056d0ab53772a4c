using BizTalkDR.Benchmarks.Harness;
using BizTalkDR.Restore.Planning;
using static System.FormattableString;

namespace BizTalkDR.Benchmarks.Planning;

/// <summary>Plans over 600,000 backups against plans over 50,000 of the same kind: time must grow as the rows do.</summary>
internal sealed class PlanningBenchmark : IBenchmark
{
    private const int LargeSets = 10_000;
    private const int SmallSets = 833;
    private const double MostTimesAsLong = 12;
    private const double MostBytesPerRow = 1024;

    public string Name => "planning";

    public async Task<IReadOnlyList<Figure>> RunAsync(Action<string> say)
    {
        var large = new LongHistory(LargeSets);
        var small = new LongHistory(SmallSets);
        say(Invariant($"{LongHistory.Databases} databases: {large.Rows} and {small.Rows} backups"));
        var figures = new List<Figure>();
        foreach (
            var (kind, markOf) in new (string, Func<LongHistory, string?>)[]
            {
                ("recommended mark", _ => null),
                ("named mark", history => history.MiddleMark),
            }
        )
        {
            var rounds = await Rounds
                .MeasureAsync(
                    warmUps: 3,
                    count: 11,
                    () => Plan(large, markOf(large)),
                    () => Plan(small, markOf(small)),
                    repeats: LargeSets / SmallSets
                )
                .ConfigureAwait(false);
            say(Invariant($"{kind}: {rounds.Count} rounds, ratios {rounds.Range.Least:0.0} to {rounds.Range.Most:0.0}"));
            figures.Add(
                new Figure(
                    Name,
                    $"{kind}: planning over {large.Rows} / over {small.Rows} backups",
                    rounds.Ratio,
                    LimitKind.AtMost,
                    MostTimesAsLong,
                    Invariant(
                        $"{rounds.Measured.TotalMilliseconds:0} ms / {rounds.Yardstick.TotalMilliseconds:0.0} ms; processor time {rounds.ProcessorRatio:0.0}"
                    )
                )
            );
            figures.Add(
                new Figure(
                    Name,
                    $"{kind}: bytes allocated for each of {large.Rows} backups",
                    BytesPerRow(large, markOf(large)),
                    LimitKind.AtMost,
                    MostBytesPerRow,
                    ""
                )
            );
        }
        GC.KeepAlive(large);
        GC.KeepAlive(small);
        return figures;
    }

    private static void Plan(LongHistory history, string? mark) =>
        RestorePlanner.Plan(history.History, history.Positions, history.Wish(mark)).Require();

    // Of all threads: a planner that handed its work to others would not look cheaper for it.
    private static double BytesPerRow(LongHistory history, string? mark)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Plan(history, mark);
        return (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / history.Rows;
    }
}
