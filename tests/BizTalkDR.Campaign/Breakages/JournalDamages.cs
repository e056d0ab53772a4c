using System.Text;
using BizTalkDR.Campaign.Attempts;
using BizTalkDR.Campaign.Worlds;

namespace BizTalkDR.Campaign.Breakages;

/// <summary>The journal's last line is cut off in the middle, as a computer leaves it that dies before its disk has all of it.</summary>
internal sealed class TornJournal : Breakage
{
    public override string Name => "killed, and the journal's last line is torn";

    public override async Task BreakAsync(Play play)
    {
        await play.AttemptAsync(KillPoint.Any(play.Random)).ConfigureAwait(false);
        if (!File.Exists(play.Journal) || new FileInfo(play.Journal).Length < 2)
            return;
        var bytes = await File.ReadAllBytesAsync(play.Journal).ConfigureAwait(false);
        var last = Array.LastIndexOf(bytes, (byte)'\n', bytes.Length - 2) + 1;
        // The first line is there before anything is done.
        if (last > 0)
            await File.WriteAllBytesAsync(play.Journal, bytes[..play.Random.Next(last + 1, bytes.Length - 1)]).ConfigureAwait(false);
    }
}

/// <summary>The journal is damaged, or is none of this run's.</summary>
/// <param name="name">How.</param>
/// <param name="damage">Damages its bytes.</param>
/// <param name="isLongFormOnly">Whether only the long form plays it.</param>
internal sealed class DamagedJournal(string name, Func<Random, byte[], byte[]> damage, bool isLongFormOnly = true) : Breakage
{
    public static IReadOnlyList<Breakage> All { get; } =
    [
        new DamagedJournal(
            "killed, and a line of the journal is lost",
            (random, bytes) => Lines(random, bytes, (lines, at) => lines.RemoveAt(at)),
            isLongFormOnly: false
        ),
        new DamagedJournal(
            "killed, and two lines of the journal are swapped",
            (random, bytes) =>
                Lines(
                    random,
                    bytes,
                    (lines, at) =>
                    {
                        var other = (at + 1) % lines.Count;
                        (lines[at], lines[other]) = (lines[other], lines[at]);
                    }
                )
        ),
        new DamagedJournal(
            "killed, and a line of the journal is there twice",
            (random, bytes) => Lines(random, bytes, (lines, at) => lines.Insert(at, lines[at]))
        ),
        new DamagedJournal(
            "killed, and a byte of the journal is another",
            (random, bytes) =>
            {
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
            }
        ),
        new DamagedJournal(
            "killed, and the journal's end is lost",
            (random, bytes) => bytes[..random.Next(1, bytes.Length)],
            isLongFormOnly: false
        ),
        new DamagedJournal("killed, and the journal is zeros", (_, bytes) => new byte[bytes.Length]),
        new DamagedJournal(
            "killed, and the journal has another encoding",
            (random, bytes) =>
                random.Next(2) == 0 ? [.. Encoding.UTF8.GetPreamble(), .. bytes] : Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(bytes))
        ),
        new DamagedJournal(
            "killed, and the journal is another text",
            (_, _) => Encoding.UTF8.GetBytes("Dear operator,\nthis is no journal.\n")
        ),
    ];

    public override string Name => name;

    public override bool IsLongFormOnly => isLongFormOnly;

    public override bool MayRefuse => true;

    public override async Task BreakAsync(Play play)
    {
        await play.AttemptAsync(KillPoint.From(play.Random, 3, 4, 6, 7, 8, 9, 10, 11)).ConfigureAwait(false);
        if (!File.Exists(play.Journal) || new FileInfo(play.Journal).Length == 0)
            return;
        var bytes = damage(play.Random, await File.ReadAllBytesAsync(play.Journal).ConfigureAwait(false));
        await File.WriteAllBytesAsync(play.Journal, bytes).ConfigureAwait(false);
        play.Reasons.AddRange(["journal", "line"]);
        await BeginAnewAsync(play, bytes).ConfigureAwait(false);
    }

    /// <summary>One in two operators begins anew when the journal is refused, which is then left as it is.</summary>
    private static async Task BeginAnewAsync(Play play, byte[] damaged)
    {
        if (play.Random.Next(2) == 0)
            return;
        var end = await play.AttemptAsync().ConfigureAwait(false);
        if (end.Kind != AttemptEndKind.Refused)
            return;
        var after = await File.ReadAllBytesAsync(play.Journal).ConfigureAwait(false);
        if (!damaged.AsSpan().SequenceEqual(after))
            play.Wrong.Add("the refused journal was changed");
        play.Journal = play.World.PathOf("anew.jsonl");
        play.Reasons.AddRange(["earlier", "resume", "mark", "production", "job"]);
    }

    private static byte[] Lines(Random random, byte[] bytes, Action<List<string>, int> change)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        change(lines, random.Next(Math.Max(1, lines.Count - 1)));
        return Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
    }
}

/// <summary>A run that was cut off is not gone on with: a new one begins with a new journal.</summary>
internal sealed class BegunAnew : Breakage
{
    public override string Name => "killed, and begun anew with a new journal";

    public override bool MayRefuse => true;

    public override async Task BreakAsync(Play play)
    {
        await play.AttemptAsync(KillPoint.From(play.Random, 1, 2, 3, 4, 5, 7, 6, 8)).ConfigureAwait(false);
        play.Journal = play.World.PathOf("anew.jsonl");
        play.Reasons.AddRange(["earlier", "resume", "journal", "production", "mark"]);
    }
}

/// <summary>The journal of a failback that has ended is given once more, after days of normal life.</summary>
internal sealed class EndedJournal : Breakage
{
    public override string Name => "the journal of an ended failback";

    public override bool MayRefuse => true;

    public override bool MustRefuse => true;

    public override async Task BreakAsync(Play play)
    {
        var end = await play.AttemptAsync().ConfigureAwait(false);
        if (end.Kind != AttemptEndKind.Ended)
            play.Wrong.Add($"the first failback did not end: {end}");
        for (var round = 0; round < 2; round++)
            await play.World.RoundAsync().ConfigureAwait(false);
        play.World.StartOver();
        play.Reasons.AddRange(["ended", "journal", "finished", "done"]);
    }
}

/// <summary>The journal of another group's failback is given.</summary>
internal sealed class OthersJournal : Breakage
{
    public override string Name => "the journal of another group";

    public override bool MayRefuse => true;

    public override bool MustRefuse => true;

    public override WorldShape Shape(Random random) => new() { HasNeighbour = true };

    public override async Task BreakAsync(Play play)
    {
        play.Journal = play.World.PathOf("others.jsonl");
        await play.AttemptAsync(KillPoint.From(play.Random, 3, 4, 7), neighbours: true).ConfigureAwait(false);
        play.World.StartOver();
        play.Reasons.AddRange(["group", "journal", "BizTalkMgmtDbTest"]);
    }
}
