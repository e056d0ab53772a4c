using BizTalkDR.Benchmarks.Harness;
using BizTalkDR.Benchmarks.Replaying;
using BizTalkDR.Sandbox.Hosting;
using static System.FormattableString;

namespace BizTalkDR.Benchmarks.Instances;

/// <summary>
/// What is asked of six distant instances against the slowest of them alone: a bare loop that sends this one instance its own statements, on as
/// many connections and in the order in which they were sent, and waits for nobody else.
/// </summary>
internal sealed class InstancesBenchmark : IBenchmark
{
    private const double MostTimesAsLong = 2;

    public string Name => "instances";

    public async Task<IReadOnlyList<Figure>> RunAsync(Action<string> say)
    {
        await using var stand = await DistantStand.CreateAsync().ConfigureAwait(false);
        return
        [
            await CompareAsync(stand, "readiness", stand.TestReadiness, say).ConfigureAwait(false),
            await CompareAsync(stand, "a failback's -WhatIf", stand.ShowFailback, say).ConfigureAwait(false),
        ];
    }

    private async Task<Figure> CompareAsync(DistantStand stand, string what, Func<Effort> work, Action<string> say)
    {
        work();
        var requests = await TracedConnections.TraceAsync(stand.Sandbox.Host.Statements, () => work()).ConfigureAwait(false);
        stand.Sandbox.Host.Statements.Clear();
        var whole = new Recording(requests, [], []);
        say(Invariant($"{what}: {whole.Statements} statements on {whole.Connections} connections"));
        var slowest = stand.Instances.MaxBy(instance => Replay(stand, Of(whole, instance)).Elapsed)!;
        var part = Of(whole, slowest);
        say(Invariant($"slowest: {slowest.Name}, {part.Statements} statements on {part.Connections} connections"));
        var rounds = await Rounds
            .MeasureAsync(warmUps: 1, count: 3, () => Task.FromResult(work()), () => Task.FromResult(Replay(stand, part)))
            .ConfigureAwait(false);
        say(Invariant($"{rounds.Count} rounds, ratios {rounds.Range.Least:0.00} to {rounds.Range.Most:0.00}"));
        return new Figure(
            Name,
            Invariant($"{what} of {DistantStand.Databases} databases on 6 instances / their slowest instance"),
            rounds.Ratio,
            LimitKind.AtMost,
            MostTimesAsLong,
            Invariant($"{rounds.Measured.TotalSeconds:0.00} s / {rounds.Yardstick.TotalSeconds:0.00} s")
        );
    }

    private static Recording Of(Recording whole, SqlInstance instance) =>
        whole with
        {
            Requests = [.. whole.Requests.Where(request => request.Instance == instance.Name)],
        };

    private static Effort Replay(DistantStand stand, Recording part) => new Replay(part, stand).Run();
}
