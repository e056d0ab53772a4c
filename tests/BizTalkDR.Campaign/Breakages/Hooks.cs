using BizTalkDR.Campaign.Attempts;
using BizTalkDR.Campaign.Worlds;
using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Campaign.Breakages;

/// <summary>Something fails on a server, once or a few times, while the failback runs.</summary>
/// <param name="name">What.</param>
/// <param name="plant">Plants it.</param>
/// <param name="isLongFormOnly">Whether only the long form plays it.</param>
internal sealed class Hook(string name, Func<Play, Fault> plant, bool isLongFormOnly = false) : Breakage
{
    public static IReadOnlyList<Breakage> All { get; } =
    [
        new Hook("a drop fails, hangs up or stops the instance", play => Struck(play, FaultPoint.Drop, Database(play))),
        new Hook("an ALTER DATABASE fails or hangs up", play => Struck(play, FaultPoint.Alter, Database(play)), isLongFormOnly: true),
        new Hook(
            "a job's change fails or hangs up",
            play =>
                Struck(play, FaultPoint.Procedure, play.Pick(["sp_update_job", "sp_update_job", "sp_help_job", "sp_ForceFullBackup"])) with
                {
                    Passes = play.Random.Next(3),
                }
        ),
        new Hook(
            "msdb's rows are not written",
            play =>
                Struck(
                    play,
                    FaultPoint.HistoryWrite,
                    play.Pick(["backupset", "backupmediafamily", "restorehistory", "restorefile", "logmarkhistory"])
                ) with
                {
                    Passes = play.Random.Next(12),
                }
        ),
        new Hook("log shipping's clean-up fails or hangs up", play => Struck(play, FaultPoint.Procedure, "sp_LogShippingClean")),
        new Hook("a backup fails at a byte", play => AtByte(play, FaultPoint.BackupWrite)),
        new Hook("a restore fails at a byte", play => AtByte(play, FaultPoint.RestoreRead)),
        new Hook(
            "logins fail",
            play => new Fault(FaultPoint.Login, play.Pick(play.World.Instances).Name, "sa", play.Random.Next(1, 4))
            {
                Passes = play.Random.Next(60),
            },
            isLongFormOnly: true
        ),
        new Hook(
            "a service fails or lies",
            play => new Fault(FaultPoint.Service, "BTS01", null, play.Random.Next(1, 3))
            {
                Effect = play.Random.Next(2) == 0 ? FaultEffect.Fail : FaultEffect.Lie,
                Passes = play.Random.Next(10),
            }
        ),
    ];

    public override string Name => name;

    public override bool IsLongFormOnly => isLongFormOnly;

    public override async Task BreakAsync(Play play)
    {
        var fault = plant(play);
        play.Notes.Add(
            $"{fault.Point} {fault.Instance} {fault.Subject} {fault.Moment} {fault.Effect} after {fault.Passes}, {fault.Times} times{(fault.AtByte is { } at ? $", at byte {at}" : "")}"
        );
        play.World.Host.Faults.Add(fault);
        await play.AttemptAsync().ConfigureAwait(false);
        play.World.Host.Faults.Remove(fault);
        await play.World.MendServicesAsync().ConfigureAwait(false);
    }

    private static string Database(Play play) => play.Pick(play.World.Group.BackedUpDatabases).Name;

    private static Fault Struck(Play play, FaultPoint point, string subject)
    {
        var (effect, moment) = play.Random.Next(4) switch
        {
            0 => (FaultEffect.Cut, FaultMoment.Before),
            1 => (FaultEffect.Cut, FaultMoment.After),
            2 when point == FaultPoint.Drop => (FaultEffect.Stop, FaultMoment.After),
            _ => (FaultEffect.Fail, FaultMoment.Before),
        };
        return new Fault(point, null, subject, play.Random.Next(1, 3)) { Effect = effect, Moment = moment };
    }

    private static Fault AtByte(Play play, FaultPoint point) =>
        new(point, null, Database(play)) { AtByte = play.Random.Next(3) == 0 ? null : play.Random.Next(9000) };
}

/// <summary>A service hangs until somebody ends it.</summary>
internal sealed class ServiceHangs : Breakage
{
    public override string Name => "a service hangs";

    public override bool IsLongFormOnly => true;

    public override WorldShape Shape(Random random) => new() { ServiceTimeout = TimeSpan.FromSeconds(3) };

    public override async Task BreakAsync(Play play)
    {
        var hang = new Fault(FaultPoint.Service, "BTS01") { Effect = FaultEffect.Hang, Passes = play.Random.Next(10) };
        play.World.Host.Faults.Add(hang);
        // Somebody ends its process some time after the run has given up.
        var attempt = play.AttemptAsync();
        await Task.WhenAny(attempt, Task.Delay(TimeSpan.FromSeconds(30))).ConfigureAwait(false);
        play.World.Host.Faults.Remove(hang);
        await attempt.ConfigureAwait(false);
        await play.World.MendServicesAsync().ConfigureAwait(false);
    }
}

/// <summary>The share of step 7's backups, or a drive of production, fills up.</summary>
internal sealed class DiskFull : Breakage
{
    public override string Name => "a disk or share fills up";

    public override bool MayRefuse => true;

    public override async Task BreakAsync(Play play)
    {
        var files = play.World.Host.Files;
        var source = play.World.Sandbox.Sources[0].ComputerName;
        var isShare = play.Random.Next(2) == 0;
        var step = play.Random.Next(1, 9);
        await play.AttemptAsync(onStep: at =>
            {
                if (at != step)
                    return;
                if (isShare)
                    files.SetFreeSpace(World.FailbackFolder, play.Random.Next(1, 30_000));
                else
                    files.SetFreeSpace(source, 'D', 0);
            })
            .ConfigureAwait(false);
        play.Notes.Add($"{(isShare ? World.FailbackFolder : $"D: of {source}")} was full from step {step} on");
        play.Reasons.AddRange(["space", "room", "full", "free"]);
        files.SetFreeSpace(World.FailbackFolder, 1L << 40);
        files.SetFreeSpace(source, 'D', 1L << 40);
    }
}

/// <summary>The servers' clocks are turned back while the failback runs, and it is killed besides.</summary>
internal sealed class ClockGoesBack : Breakage
{
    public override string Name => "the clock goes back, and killed";

    public override async Task BreakAsync(Play play)
    {
        var step = play.Random.Next(1, 12);
        var isBack = false;
        await play.AttemptAsync(
                KillPoint.From(play.Random, 4, 6, 7, 8, 10),
                at =>
                {
                    if (at < step || isBack)
                        return;
                    isBack = true;
                    play.World.Host.Clock.TurnBack(TimeSpan.FromHours(1));
                }
            )
            .ConfigureAwait(false);
        play.Notes.Add($"an hour back at step {step}");
    }
}

/// <summary>A database of production is in an availability group: found out before the first step.</summary>
internal sealed class InAvailabilityGroup : Breakage
{
    public override string Name => "a database in an availability group";

    public override bool MayRefuse => true;

    public override bool MustRefuse => true;

    public override async Task BreakAsync(Play play)
    {
        var world = play.World;
        var isSource = play.Random.Next(2) == 0;
        var instance = isSource ? world.Sandbox.Sources[0] : world.Sandbox.Destinations[0];
        var databases = world.Group.BackedUpDatabases.Where(database => database.Instance == world.Sandbox.Sources[0]).ToList();
        world.Host.AddAvailabilityGroup("AG-BTS", "BTS-LISTENER", [instance], [play.Pick(databases).Name]);
        play.Reasons.Add("AG-BTS");
        var end = await play.AttemptAsync().ConfigureAwait(false);
        if (end.Step > 0)
            play.Wrong.Add($"it was found out in step {end.Step}");
    }
}
