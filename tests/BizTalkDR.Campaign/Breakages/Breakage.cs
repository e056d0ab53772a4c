using BizTalkDR.Campaign.Attempts;
using BizTalkDR.Campaign.Worlds;

namespace BizTalkDR.Campaign.Breakages;

/// <summary>A kind of thing that goes wrong in a failback.</summary>
internal abstract class Breakage
{
    /// <summary>What was broken, as the table says it.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a run may end refused. Where it may not, the failback must end well once what was broken is mended.</summary>
    public virtual bool MayRefuse => false;

    /// <summary>Whether ending well would be wrong.</summary>
    public virtual bool MustRefuse => false;

    /// <summary>Whether only the long form plays it: the short one plays another of its like.</summary>
    public virtual bool IsLongFormOnly => false;

    /// <summary>The world it needs.</summary>
    public virtual WorldShape Shape(Random random) => new() { IsWide = random.Next(3) == 0 };

    /// <summary>Breaks it: attempts, and what happens between them. What comes after is the same for all kinds.</summary>
    public abstract Task BreakAsync(Play play);
}

/// <summary>One run of the campaign while it is played.</summary>
internal sealed class Play(World world, Random random)
{
    public World World { get; } = world;

    public Random Random { get; } = random;

    /// <summary>The journal that the next attempt goes on with.</summary>
    public string Journal { get; set; } = world.PathOf("failback.jsonl");

    /// <summary>How the attempts so far ended.</summary>
    public List<AttemptEnd> Ends { get; } = [];

    /// <summary>Words of which a true refusal says at least one.</summary>
    public List<string> Reasons { get; } = [];

    /// <summary>What was done beside the attempts, for whoever reads a finding.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>What the kind itself has found to be wrong.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>Whether what was to be broken was: a copy that is protected can't be written into.</summary>
    public bool IsBroken { get; set; } = true;

    /// <summary>Whether the last attempt did all that was left of the group's failback: what was broken did not stop it.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Runs an attempt.</summary>
    public async Task<AttemptEnd> AttemptAsync(
        KillPoint? kill = null,
        Action<int>? onStep = null,
        int[]? only = null,
        bool neighbours = false
    )
    {
        var attempt = new Attempt(World, Journal)
        {
            Kill = kill,
            OnStep = onStep,
            Only = only ?? [],
            IsNeighbours = neighbours,
        };
        var end = await attempt.RunAsync().ConfigureAwait(false);
        Ends.Add(end);
        HasEnded = end.Kind == AttemptEndKind.Ended && only is null && !neighbours;
        return end;
    }

    /// <summary>One of a list.</summary>
    public T Pick<T>(IReadOnlyList<T> list) => list[Random.Next(list.Count)];
}
