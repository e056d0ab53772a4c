using BizTalkDR.Benchmarks.Harness;
using static System.FormattableString;

namespace BizTalkDR.Benchmarks.Restoring;

/// <summary>Nine databases restored several at once, against one after another, where reading the backups takes the time.</summary>
internal sealed class ParallelRestoreBenchmark : IBenchmark
{
    private const int RoundsCounted = 3;
    private const double SecondsInSequence = 24;
    private const double LeastShareOfLimit = 0.8;
    private static readonly int[] ThrottleLimits = [RestoreStand.Databases, 4, 3];

    public string Name => "restore";

    public async Task<IReadOnlyList<Figure>> RunAsync(Action<string> say)
    {
        await using var stand = new RestoreStand();
        foreach (var limit in ThrottleLimits.Append(1))
            await stand.RestoreAsync(limit).ConfigureAwait(false);
        stand.BytesPerSecond = (long)(stand.Plan.EstimatedBytes / SecondsInSequence);
        say(
            Invariant(
                $"{RestoreStand.Databases} databases, {stand.Plan.Databases[0].Actions.Count - 1} backups each, {stand.Plan.EstimatedBytes / 1024} KB at {stand.BytesPerSecond / 1024} KB/s for each restore"
            )
        );

        var parallel = ThrottleLimits.ToDictionary(limit => limit, _ => new Rounds());
        for (var round = 0; round < RoundsCounted; round++)
        {
            var oneByOne = await stand.RestoreAsync(1).ConfigureAwait(false);
            foreach (var limit in ThrottleLimits)
                parallel[limit].Add(oneByOne, await stand.RestoreAsync(limit).ConfigureAwait(false));
        }
        return
        [
            .. ThrottleLimits.Select(limit => new Figure(
                Name,
                $"one database after another / {limit} at once",
                parallel[limit].Ratio,
                LimitKind.AtLeast,
                LeastShareOfLimit * Math.Min(RestoreStand.Databases, limit),
                Invariant($"{parallel[limit].Measured.TotalSeconds:0.00} s / {parallel[limit].Yardstick.TotalSeconds:0.00} s")
            )),
        ];
    }
}
