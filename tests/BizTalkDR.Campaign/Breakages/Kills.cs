using BizTalkDR.Campaign.Attempts;
using BizTalkDR.Campaign.Worlds;
using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Campaign.Breakages;

/// <summary>The process is killed, once.</summary>
internal sealed class KilledOnce : Breakage
{
    public override string Name => "killed before or after a statement";

    public override Task BreakAsync(Play play) => play.AttemptAsync(KillPoint.Any(play.Random));
}

/// <summary>The process is killed, and each resumed run too.</summary>
internal sealed class KilledInResume : Breakage
{
    public override string Name => "killed, and killed again in the resume";

    public override async Task BreakAsync(Play play)
    {
        for (var i = play.Random.Next(2, 5); i > 0; i--)
            await play.AttemptAsync(KillPoint.Any(play.Random)).ConfigureAwait(false);
    }
}

/// <summary>An instance stops under a statement, and is started again.</summary>
internal sealed class InstanceStops : Breakage
{
    public override string Name => "an instance stops";

    public override Task BreakAsync(Play play) =>
        play.AttemptAsync(KillPoint.Any(play.Random) with { Effect = FaultEffect.Stop, SparesProcess = true });
}

/// <summary>One connection is cut; the process sees it.</summary>
internal sealed class ConnectionCut : Breakage
{
    public override string Name => "one connection is cut";

    public override bool IsLongFormOnly => true;

    public override Task BreakAsync(Play play) => play.AttemptAsync(KillPoint.Any(play.Random) with { SparesProcess = true });
}

/// <summary>Killed in a world whose names are hostile.</summary>
internal sealed class HostileNames : Breakage
{
    public override string Name => "hostile names, and killed";

    public override WorldShape Shape(Random random) => new() { HasHostileNames = true };

    public override Task BreakAsync(Play play) => play.AttemptAsync(KillPoint.Any(play.Random));
}

/// <summary>Killed beside a second group on the same source and destination instances.</summary>
internal sealed class SecondGroup : Breakage
{
    public override string Name => "a second group on both sides, and killed";

    public override WorldShape Shape(Random random) => new() { HasNeighbour = true };

    public override Task BreakAsync(Play play) => play.AttemptAsync(KillPoint.Any(play.Random));
}

/// <summary>The first steps run alone, the operator gives up, and log shipping is switched on again.</summary>
internal sealed class GivenUp : Breakage
{
    public override string Name => "given up after step 3, then step 12 alone";

    public override bool MayRefuse => true;

    public override async Task BreakAsync(Play play)
    {
        play.Reasons.AddRange(["12", "step", "log shipping"]);
        await play.AttemptAsync(only: [1, 2, 3]).ConfigureAwait(false);
        await play.AttemptAsync(only: [12]).ConfigureAwait(false);
        // It is over; what is looked at is what step 12 did, and the next failback goes its own way.
        play.Journal = play.World.PathOf("another.jsonl");
        if (play.World.Group.BackedUpDatabases.Any(database => play.World.Copy(database) is null))
            play.Wrong.Add("step 12 alone has dropped copies");
    }
}
