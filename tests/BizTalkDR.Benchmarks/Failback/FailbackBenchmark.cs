using BizTalkDR.Benchmarks.Harness;
using BizTalkDR.Benchmarks.Replaying;
using BizTalkDR.Sandbox.Tds.Tracing;
using static System.FormattableString;

namespace BizTalkDR.Benchmarks.Failback;

/// <summary>The whole failback against a bare loop that sends the same statements, in the same order, to a sandbox seeded alike.</summary>
internal sealed class FailbackBenchmark : IBenchmark
{
    private const double MostTimesAsLong = 1.15;

    public string Name => "failback";

    public async Task<IReadOnlyList<Figure>> RunAsync(Action<string> say)
    {
        var recording = await RecordAsync().ConfigureAwait(false);
        say(
            Invariant(
                $"{recording.Statements} statements on {recording.Connections} connections, {recording.Calls.Count} services started or stopped"
            )
        );
        await CompareAsync(recording).ConfigureAwait(false);
        var refused = 0;
        var rounds = await Rounds
            .MeasureAsync(
                warmUps: 3,
                count: 13,
                async () =>
                {
                    await using var stand = await FailbackStand.CreateAsync().ConfigureAwait(false);
                    var elapsed = stand.FailBack();
                    stand.Check();
                    return elapsed;
                },
                async () =>
                {
                    await using var stand = await FailbackStand.CreateAsync().ConfigureAwait(false);
                    var replay = new Replay(recording, stand);
                    var elapsed = replay.Run();
                    stand.Check();
                    refused += replay.Failures;
                    return elapsed;
                }
            )
            .ConfigureAwait(false);
        say(
            Invariant(
                $"{rounds.Count} rounds, ratios {rounds.Range.Least:0.00} to {rounds.Range.Most:0.00}; {refused} replayed statements were refused"
            )
        );
        return
        [
            new Figure(
                Name,
                "the failback / a loop of its statements",
                rounds.Ratio,
                LimitKind.AtMost,
                MostTimesAsLong,
                Invariant(
                    $"{rounds.Measured.TotalSeconds:0.00} s / {rounds.Yardstick.TotalSeconds:0.00} s; processor time {rounds.ProcessorRatio:0.00}"
                )
            ),
        ];
    }

    /// <summary>What a failback asks of the servers.</summary>
    internal static async Task<Recording> RecordAsync()
    {
        await using var stand = await FailbackStand.CreateAsync().ConfigureAwait(false);
        var values = stand.OwnValues();
        var services = new ServiceRecorder(stand.Services, stand.Sandbox.Host.Statements);
        var requests = await TracedConnections
            .TraceAsync(stand.Sandbox.Host.Statements, () => stand.FailBack(services))
            .ConfigureAwait(false);
        stand.Check();
        return new Recording(requests, services.Calls, values);
    }

    /// <summary>Makes sure that a replay asks for what the failback asked for, on each connection in the same order.</summary>
    internal static async Task CompareAsync(Recording recording)
    {
        await using var stand = await FailbackStand.CreateAsync().ConfigureAwait(false);
        var translation = new Translation(recording.OwnValues, stand.OwnValues());
        var replay = new Replay(recording, stand);
        var sent = await TracedConnections.TraceAsync(stand.Sandbox.Host.Statements, () => replay.Run()).ConfigureAwait(false);
        stand.Check();
        var wanted = Lines(recording.Requests, translation.Of);
        var found = Lines(sent, text => text);
        if (!wanted.SequenceEqual(found))
            throw new InvalidOperationException(
                $"The replay is not what was recorded: {string.Join(" | ", wanted.Except(found).Take(3))} against {string.Join(" | ", found.Except(wanted).Take(3))}"
            );
    }

    private static List<string> Lines(IReadOnlyList<TracedRequest> requests, Func<string, string> translate) =>
        [
            .. requests
                .Where(request => request.Kind != TracedRequestKind.Logout)
                .Select(request =>
                    translate(
                        $"{request.Instance} {request.Kind} {request.Database} {request.Text} {string.Join(", ", request.Parameters.Select(parameter => $"{parameter.Name} {parameter.Type} = {parameter.Value}"))}"
                    )
                )
                .Order(StringComparer.Ordinal),
        ];
}
