using BizTalkDR.Campaign.Attempts;
using BizTalkDR.Campaign.Breakages;
using BizTalkDR.Campaign.Checking;
using BizTalkDR.Campaign.Worlds;

namespace BizTalkDR.Campaign;

/// <summary>Breaks one failback after another. A run's seed says all of it: its kind, its world, and where what is broken.</summary>
internal static class FailbackCampaign
{
    /// <summary>All kinds, in the order of the table: a run's kind is its seed's place among them.</summary>
    public static IReadOnlyList<Breakage> Kinds { get; } =
    [
        new KilledOnce(),
        new KilledInResume(),
        new InstanceStops(),
        new ConnectionCut(),
        new HostileNames(),
        new SecondGroup(),
        .. Hook.All,
        new ServiceHangs(),
        new DiskFull(),
        new ClockGoesBack(),
        new InAvailabilityGroup(),
        new GivenUp(),
        new TornJournal(),
        .. DamagedJournal.All,
        new BegunAnew(),
        new EndedJournal(),
        new OthersJournal(),
        .. WorldChange.All,
    ];

    /// <summary>The kind of a run.</summary>
    public static Breakage KindOf(int seed) => Kinds[seed % Kinds.Count];

    /// <summary>Plays one run and judges it.</summary>
    public static async Task<RunResult> RunAsync(int seed)
    {
        var kind = KindOf(seed);
        var random = new Random(seed);
        await using var world = await World.CreateAsync(seed, kind.Shape(random)).ConfigureAwait(false);
        var play = new Play(world, random);
        await kind.BreakAsync(play).ConfigureAwait(false);
        if (!play.HasEnded || kind.MustRefuse)
            await GoOnAsync(play).ConfigureAwait(false);
        var wrong = Checker.Check(play, kind);
        var verdict =
            wrong.Count > 0 ? Verdict.Wrong
            : play.Ends[^1].Kind == AttemptEndKind.Refused ? Verdict.Refused
            : Verdict.EndedOk;
        return new RunResult(seed, kind.Name, verdict, Story(play), wrong);
    }

    /// <summary>Plays runs of consecutive seeds, some at once.</summary>
    /// <param name="seed">The first seed.</param>
    /// <param name="runs">How many.</param>
    /// <param name="atOnce">How many at once.</param>
    /// <param name="only">Only kinds in whose name this stands; empty is all. The seeds of others are passed over.</param>
    /// <param name="until">No run begins after this.</param>
    /// <param name="told">Told each result.</param>
    public static async Task<IReadOnlyList<RunResult>> RunAsync(
        int seed,
        int runs,
        int atOnce,
        string only,
        DateTime until,
        Action<RunResult> told
    )
    {
        var results = new List<RunResult>();
        var seeds = Enumerable
            .Range(seed, int.MaxValue - seed)
            .Where(one => KindOf(one).Name.Contains(only, StringComparison.OrdinalIgnoreCase))
            .Take(runs);
        await Parallel
            .ForEachAsync(
                seeds.ToList(),
                new ParallelOptions { MaxDegreeOfParallelism = atOnce },
                async (one, _) =>
                {
                    if (DateTime.UtcNow >= until)
                        return;
                    var result = await Task.Run(() => RunAsync(one), CancellationToken.None).ConfigureAwait(false);
                    lock (results)
                    {
                        results.Add(result);
                        told(result);
                    }
                }
            )
            .ConfigureAwait(false);
        return [.. results.OrderBy(result => result.Seed)];
    }

    /// <summary>What an operator does then: resumes until it ends or refuses. What was broken is mended by now.</summary>
    private static async Task GoOnAsync(Play play)
    {
        for (var i = 0; i < 5; i++)
            if ((await play.AttemptAsync().ConfigureAwait(false)).Kind is AttemptEndKind.Ended or AttemptEndKind.Refused)
                return;
    }

    private static string Story(Play play) =>
        string.Join(" | ", play.Ends.Select(end => Shorten(end.ToString())).Concat(play.Notes.Select(note => $"({note})")));

    private static string Shorten(string text)
    {
        text = text.ReplaceLineEndings(" ");
        return text.Length <= 300 ? text : text[..300] + "...";
    }
}
