using BizTalkDR.Campaign.Attempts;
using BizTalkDR.Campaign.Worlds;
using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Campaign.Breakages;

/// <summary>The run is killed, and before it is resumed somebody changes the world.</summary>
/// <param name="name">What somebody does.</param>
/// <param name="steps">From which steps on the run is killed.</param>
/// <param name="change">Changes it; false when it can't be done, or not any more.</param>
internal sealed class WorldChange(string name, int[] steps, Func<Play, Task<bool>> change) : Breakage
{
    public static IReadOnlyList<Breakage> All { get; } =
    [
        new WorldChange("killed, and somebody switches a job on", [3, 4, 5, 7, 6, 8], play => Task.FromResult(SwitchOn(play))),
        new WorldChange("killed, and somebody starts a service", [7, 6, 8], StartServiceAsync),
        new WorldChange("killed, and a copy is written into", [5, 7, 6], play => Task.FromResult(WriteIntoCopy(play))),
        new WorldChange("killed, and restored production is written into", [9], play => Task.FromResult(WriteIntoProduction(play))),
        new WorldChange("killed, and a database of production is lost", [8, 9, 10], play => Task.FromResult(LoseProduction(play))),
        new WorldChange("killed, and a backup is replaced by an older one", [6, 8], play => Task.FromResult(Replace(play, isOlder: true))),
        new WorldChange("killed, and a backup is replaced by a newer one", [6, 8], play => Task.FromResult(Replace(play, isOlder: false))),
        new WorldChange("killed, and production goes on to newer marks", [1, 2, 3], GoOnAsync),
    ];

    private const long Intruder = 888_888;
    private const long Order = 777_777;

    public override string Name => name;

    public override bool IsLongFormOnly => name.Contains("service", StringComparison.Ordinal);

    public override bool MayRefuse => true;

    public override async Task BreakAsync(Play play)
    {
        // An older full backup of each database, taken in better days.
        foreach (var database in play.World.Group.MessageDatabases)
            World.Do(database.Instance, $"BACKUP DATABASE {Quote(database.Name)} TO DISK = N'{OlderOf(database)}' WITH COPY_ONLY, INIT");
        await play.World.RoundAsync().ConfigureAwait(false);
        play.World.StartOver();
        await play.AttemptAsync(KillPoint.From(play.Random, steps)).ConfigureAwait(false);
        play.IsBroken = await change(play).ConfigureAwait(false);
        if (!play.IsBroken)
            play.Notes.Add("it could not be done");
    }

    private static bool SwitchOn(Play play)
    {
        var (instance, job, _) = play.Pick(play.World.Switches.Jobs);
        play.Notes.Add($"{job} on {instance.Name}");
        play.Reasons.Add(job);
        return World.Try(
            instance,
            $"EXEC msdb.dbo.sp_update_job @job_name = N'{job.Replace("'", "''", StringComparison.Ordinal)}', @enabled = 1"
        );
    }

    private static async Task<bool> StartServiceAsync(Play play)
    {
        var service = play.World.Sandbox.Services.FirstOrDefault(service => service is { IsAlive: false, Name: "BAMAlerts" });
        if (service is null)
            return false;
        play.Reasons.AddRange([service.Name, "service", "session"]);
        try
        {
            await service.StartAsync().ConfigureAwait(false);
            return true;
        }
        catch (BizTalkServiceException)
        {
            return false;
        }
    }

    private static bool WriteIntoCopy(Play play)
    {
        var database = play.Pick(play.World.Group.MessageDatabases);
        play.Notes.Add($"into {database.Name}");
        play.Reasons.Add(database.Name);
        play.World.Intruders.Add(Intruder);
        return play.World.Copy(database) is { State: DatabaseState.Online } copy && AddMessage(copy.Instance, database, Intruder);
    }

    private static bool WriteIntoProduction(Play play)
    {
        var database = play.Pick(play.World.Group.MessageDatabases);
        play.Notes.Add($"into {database.Name}");
        play.Reasons.Add(database.Name);
        if (!IsBack(play, database) || !AddMessage(database.Instance, database, Order))
            return false;
        play.World.Lived.Add((database, Order));
        return true;
    }

    private static bool LoseProduction(Play play)
    {
        var there = play.World.Group.BackedUpDatabases.Where(database => IsBack(play, database)).ToList();
        if (there.Count == 0)
            return false;
        var database = play.Pick(there);
        play.Notes.Add($"{database.Name}");
        play.Reasons.Add(database.Name);
        if (
            play.World.Group.BackedUpDatabases.All(other => IsBack(play, other))
            && play.World.Sandbox.Services.All(service => service.IsAlive)
        )
            // Production works again: what comes in now is in no backup.
            foreach (var worked in play.World.Group.MessageDatabases.Where(worked => AddMessage(worked.Instance, worked, Order)))
                play.World.Lived.Add((worked, Order));
        play.World.Guard.IsOurs = true;
        var isDone =
            World.Try(database.Instance, $"ALTER DATABASE {Quote(database.Name)} SET SINGLE_USER WITH ROLLBACK IMMEDIATE")
            && World.Try(database.Instance, $"DROP DATABASE {Quote(database.Name)}");
        play.World.Guard.IsOurs = false;
        return isDone;
    }

    /// <summary>Another full backup of the same database lies in the place of step 7's: sound, and wrong.</summary>
    private static bool Replace(Play play, bool isOlder)
    {
        var world = play.World;
        var candidates = world
            .Group.MessageDatabases.SelectMany(database =>
                Directory
                    .EnumerateFiles(world.FailbackPath)
                    .Where(file => Path.GetFileName(file).Contains(database.Name, StringComparison.OrdinalIgnoreCase))
                    .Select(file => (Database: database, File: file))
            )
            .ToList();
        if (candidates.Count == 0)
            return false;
        var (found, path) = play.Pick(candidates);
        play.Notes.Add($"{found.Name}: {Path.GetFileName(path)}");
        play.Reasons.AddRange([found.Name, Path.GetFileName(path)]);
        var other = isOlder ? OlderOf(found) : NewerOf(world, found, Path.GetFileName(path));
        if (other is null)
            return false;
        File.Copy(world.Host.Files.Map(found.Instance.ComputerName, other)!, path, overwrite: true);
        return true;
    }

    // The same marks, and more in it: whoever takes it for step 7's brings back what was never committed.
    private static string? NewerOf(World world, BizTalkDatabase database, string taken)
    {
        var (instance, name) = (world.Guard.Probe.Instance, Quote(database.Name));
        var newer = $@"\\FILES\BizTalk\newer_{database.Name}.bak";
        var moves = $@"MOVE N'{database.Name}' TO N'C:\Data\newer.mdf', MOVE N'{database.Name}_log' TO N'C:\Data\newer.ldf'";
        if (database.Role == BizTalkDatabaseRole.MessageBox)
            moves += $@", MOVE N'{database.Name}_2' TO N'C:\Data\newer.ndf'";
        var isDone =
            World.Try(instance, $@"RESTORE DATABASE {name} FROM DISK = N'{World.FailbackFolder}\{taken}' WITH {moves}")
            && AddMessage(instance, database, Intruder)
            && World.Try(instance, $"BACKUP DATABASE {name} TO DISK = N'{newer}' WITH INIT");
        World.Try(instance, $"DROP DATABASE {name}");
        world.Intruders.Add(Intruder);
        return isDone ? newer : null;
    }

    /// <summary>The failback was called off: production works on, is backed up and shipped, for an hour.</summary>
    private static async Task<bool> GoOnAsync(Play play)
    {
        var world = play.World;
        if (world.Group.BackedUpDatabases.Any(database => world.Production(database) is not { State: DatabaseState.Online }))
            return false;
        foreach (var (instance, job, _) in world.Switches.Jobs)
            World.Do(
                instance,
                $"EXEC msdb.dbo.sp_update_job @job_name = N'{job.Replace("'", "''", StringComparison.Ordinal)}', @enabled = 1"
            );
        await world.Sandbox.StartServicesAsync().ConfigureAwait(false);
        play.Reasons.AddRange(["newer", "mark", "since", "later"]);
        try
        {
            for (var round = 0; round < 4; round++)
                await world.RoundAsync().ConfigureAwait(false);
        }
        catch (InvalidOperationException error)
        {
            play.Notes.Add(error.Message);
            return false;
        }
        var marks = Checking.Content.MarkOrder(world).OrderBy(mark => mark.Value).Select(mark => mark.Key).ToList();
        world.OldestGoodMark = marks[^2];
        return true;
    }

    private static bool IsBack(Play play, BizTalkDatabase database) =>
        play.World.Production(database) is { State: DatabaseState.Online } production
        && production.RecoveryForkGuid != play.World.Before.Databases[database.Name].Fork;

    private static bool AddMessage(DatabaseEngine instance, BizTalkDatabase database, long number)
    {
        try
        {
            using var session = instance.OpenInternalSession("somebody");
            session.Perform(
                $"INSERT INTO {Quote(database.Name)}.dbo.{database.MessageTable} ({database.MessageKey}, MessageId, Written) VALUES (@number, NEWID(), GETUTCDATE())",
                ("@number", number)
            );
            return true;
        }
        catch (SqlServerException)
        {
            return false;
        }
    }

    private static string OlderOf(BizTalkDatabase database) => $@"\\FILES\BizTalk\older_{database.Name}.bak";

    private static string Quote(string name) => $"[{name.Replace("]", "]]", StringComparison.Ordinal)}]";
}
