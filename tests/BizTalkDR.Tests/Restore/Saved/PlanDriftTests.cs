using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Running;
using BizTalkDR.Restore.Saved;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Restore.Saved;

/// <summary>A plan is made and saved; then the world changes in one way, or in none; then the plan is to run.</summary>
public sealed class PlanDriftTests
{
    private static readonly string[] Names = ["Orders", "Stock"];

    [Fact]
    public async Task An_unchanged_world_lets_a_saved_plan_run_and_every_database_is_at_the_mark()
    {
        await using var world = await World.CreateAsync();

        var check = world.Check();
        await world.Run();

        Assert.Empty(check.Changes);
        world.IsAtMark(world.Plan.Mark!.Name);
    }

    [Fact]
    public async Task New_backups_and_marks_are_no_change()
    {
        await using var world = await World.CreateAsync();
        world.Sides.MarkAndLog();
        world.Sides.Full();
        world.Sides.MarkAndLog();

        Assert.Empty(world.Check().Changes);
        await world.Run();
        world.IsAtMark(world.Plan.Mark!.Name);
    }

    [Fact]
    public async Task A_database_that_appeared_refuses_the_plan()
    {
        await using var world = await World.CreateAsync();
        world.Sides.OnDestination("CREATE DATABASE Stock");

        var changes = world.Refused();

        Assert.Contains(changes, change => change is { Kind: PlanChangeKind.State, Database: "Stock", Was: "missing", Is: "ONLINE" });
    }

    [Fact]
    public async Task A_database_that_is_gone_refuses_the_plan()
    {
        await using var world = await World.CreateAsync(shipped: true);
        world.Sides.OnDestination("DROP DATABASE Stock");

        var change = Assert.Single(world.Refused());

        Assert.Equal((PlanChangeKind.State, "Stock", "RESTORING", "missing"), (change.Kind, change.Database, change.Was, change.Is));
        Assert.Equal("DR/Stock was RESTORING and is missing now.", change.Message);
    }

    [Fact]
    public async Task A_database_that_was_recovered_meanwhile_refuses_the_plan()
    {
        await using var world = await World.CreateAsync(shipped: true);
        world.Sides.OnDestination("RESTORE DATABASE Orders WITH RECOVERY");

        var change = Assert.Single(world.Refused());

        Assert.Equal((PlanChangeKind.State, "Orders", "ONLINE"), (change.Kind, change.Database, change.Is));
    }

    [Fact]
    public async Task A_log_that_somebody_else_restored_meanwhile_refuses_the_plan_with_both_redo_points()
    {
        await using var world = await World.CreateAsync(shipped: true, plannedLogs: 2);
        var next = world.Plan.Databases.Single(each => each.Target.Database == "Stock").Actions[0].Backup!.Path;
        var other = Path.ChangeExtension(next, ".copy");
        world.Copy(next, other);
        world.Sides.OnDestination($"RESTORE LOG Stock FROM DISK = N'{other}' WITH NORECOVERY");

        var change = Assert.Single(world.Refused());

        Assert.Equal((PlanChangeKind.Position, "Stock"), (change.Kind, change.Database));
        Assert.Contains("redo point", change.Was);
        Assert.Contains(other, change.Is);
        Assert.Contains("DR/Stock stood elsewhere", change.Message);
    }

    [Fact]
    public async Task A_log_of_the_plan_that_log_shipping_restored_to_its_end_is_no_run_of_the_plan()
    {
        await using var world = await World.CreateAsync(shipped: true);
        var log = world.LogOf("Stock").Path;
        world.Sides.OnDestination($"RESTORE LOG Stock FROM DISK = N'{log}' WITH NORECOVERY");

        var change = Assert.Single(world.Refused());

        Assert.Equal((PlanChangeKind.Position, "Stock"), (change.Kind, change.Database));
        Assert.Contains(log, change.Is);
        Assert.Contains("Disable-BtsRestoreJob", change.Remedy);
    }

    [Fact]
    public async Task A_file_that_is_gone_refuses_the_plan()
    {
        await using var world = await World.CreateAsync();
        world.Sides.Delete(world.LogOf("Orders"));

        var change = Assert.Single(world.Refused());

        Assert.Equal((PlanChangeKind.Backup, "Orders"), (change.Kind, change.Database));
        Assert.Contains(world.LogOf("Orders").Path, change.Message);
        Assert.Contains("3201", change.Is);
    }

    [Fact]
    public async Task A_file_that_holds_another_backup_of_the_same_database_refuses_the_plan_with_both_identities()
    {
        await using var world = await World.CreateAsync();
        var file = world.LogOf("Orders");
        world.Sides.Delete(file);
        world.Sides.OnSource($"BACKUP LOG Orders TO DISK = N'{file.Path}'");

        var change = Assert.Single(world.Refused());

        Assert.Equal(PlanChangeKind.Backup, change.Kind);
        Assert.Contains("backup set GUID " + file.Header!.BackupSetGUID, change.Was);
        Assert.Contains("first LSN", change.Is);
        Assert.Contains("holds another backup now", change.Message);
    }

    [Fact]
    public async Task A_damaged_file_refuses_the_plan()
    {
        await using var world = await World.CreateAsync();
        var path = world.Sides.Files.Map("DR", world.LogOf("Stock").Path)!;
        File.WriteAllBytes(path, new byte[4096]);

        Assert.Equal((PlanChangeKind.Backup, "Stock"), world.Refused().Select(change => (change.Kind, change.Database)).Single());
    }

    [Fact]
    public async Task A_stripe_that_is_gone_refuses_the_plan_and_all_stripes_let_it_run()
    {
        await using var world = await World.CreateAsync(stripes: 3);
        var log = world.LogOf("Orders");
        Assert.Equal(3, log.Paths.Count);
        var stripe = world.Sides.Files.Map("DR", log.Paths[2])!;
        File.Move(stripe, stripe + ".away");

        var change = Assert.Single(world.Refused());
        Assert.Equal((PlanChangeKind.Backup, "Orders"), (change.Kind, change.Database));
        Assert.Contains(log.Paths[2], change.Is);

        File.Move(stripe + ".away", stripe);
        Assert.Empty(world.Check().Changes);
        await world.Run();
        world.IsAtMark(world.Plan.Mark!.Name);
    }

    [Fact]
    public async Task Another_backup_appended_to_the_file_is_no_change()
    {
        await using var world = await World.CreateAsync();
        world.Sides.OnSource($"BACKUP LOG Orders TO DISK = N'{world.LogOf("Orders").Path}'");
        Assert.Empty(world.Check().Changes);
    }

    [Fact]
    public async Task Another_version_or_another_server_under_the_same_name_refuses_the_plan()
    {
        await using var world = await World.CreateAsync();
        var origin = world.Plan.Origin!;
        world.Plan = world.Plan with
        {
            Origin = origin with
            {
                Instances = [origin.Instances[0] with { ServerName = "OLDHOST", ProductVersion = new Version(14, 0, 3456, 2) }],
            },
        };

        var changes = world.Refused();

        Assert.All(changes, change => Assert.Equal((PlanChangeKind.Instance, "DR"), (change.Kind, change.Server)));
        Assert.Equal(["OLDHOST", "14.0.3456.2"], changes.Select(change => change.Was));
    }

    [Fact]
    public async Task A_place_that_was_taken_meanwhile_refuses_the_plan()
    {
        await using var world = await World.CreateAsync(folder: @"E:\");
        world.Sides.OnDestination(
            @"CREATE DATABASE Payroll ON (NAME = p, FILENAME = 'E:\Orders.mdf') LOG ON (NAME = l, FILENAME = 'E:\p.ldf')"
        );

        var change = Assert.Single(world.Refused());

        Assert.Equal((PlanChangeKind.FileLayout, "Orders"), (change.Kind, change.Database));
        Assert.Contains("Payroll", change.Message);
    }

    [Fact]
    public async Task Space_that_went_meanwhile_refuses_the_plan()
    {
        await using var world = await World.CreateAsync(folder: @"E:\");
        world.Sides.Files.SetFreeSpace("DR", 'E', 1 << 20);

        var change = Assert.Single(world.Refused());

        Assert.Equal((PlanChangeKind.FileLayout, "DR"), (change.Kind, change.Server));
        Assert.Contains(@"E:\", change.Message);
    }

    [Fact]
    public async Task Files_of_the_database_that_lie_elsewhere_refuse_the_plan()
    {
        await using var world = await World.CreateAsync(online: true);
        world.Sides.OnDestination(@"ALTER DATABASE Orders ADD FILE (NAME = more, FILENAME = 'E:\more.ndf')");

        var change = Assert.Single(world.Refused());

        Assert.Equal((PlanChangeKind.DatabaseFiles, "Orders"), (change.Kind, change.Database));
        Assert.Contains(@"E:\more.ndf is new", change.Message);
    }

    [Fact]
    public async Task A_plan_that_ran_in_part_says_so_and_a_new_plan_continues()
    {
        await using var world = await World.CreateAsync();
        // One at a time, the larger first; then the other fails at its first backup, and nothing goes on.
        var second = world.Plan.Databases.OrderByDescending(database => database.EstimatedBytes).Last().Target.Database;
        var first = Names.Single(name => name != second);
        world.Sides.Faults.Add(new Fault(FaultPoint.RestoreStart, "DR", second));
        var outcome = new RestoreRunner(world.Sides.Connector).Run(
            world.Plan,
            world.Sides.Topology,
            new RestoreRunOptions { ThrottleLimit = 1 }
        );
        Assert.False(outcome.Succeeded);

        var change = Assert.Single(world.Refused(), change => change.Database == first);
        Assert.Equal(PlanChangeKind.RanAlready, change.Kind);
        Assert.Contains("has been run already", change.Message);
        Assert.Contains("continues from where the databases stand", change.Remedy);

        var again = world.NewPlan(world.Plan.Mark!.Name);
        Assert.NotEqual(DatabaseStart.StartsOver, again.Databases.Single(database => database.Target.Database == first).Start);
        new RestoreRunner(world.Sides.Connector).Run(again, world.Sides.Topology).ThrowIfFailed();
        world.IsAtMark(world.Plan.Mark.Name);
    }

    [Fact]
    public async Task A_plan_that_ran_whole_is_not_run_twice()
    {
        await using var world = await World.CreateAsync();
        await world.Run();

        var changes = world.Refused();

        Assert.Equal(2, changes.Count);
        Assert.All(changes, change => Assert.Equal(PlanChangeKind.RanAlready, change.Kind));
        Assert.All(changes, change => Assert.Contains($"ONLINE at mark {world.Plan.Mark!.Name}", change.Message));
        Assert.All(world.NewPlan(world.Plan.Mark!.Name).Databases, database => Assert.Equal(DatabaseStart.Recovered, database.Start));
    }

    [Fact]
    public async Task Every_change_of_every_database_is_named_at_once()
    {
        await using var world = await World.CreateAsync(shipped: true);
        world.Sides.OnDestination("DROP DATABASE Stock");
        world.Sides.OnDestination("RESTORE DATABASE Orders WITH RECOVERY");
        world.Sides.Delete(world.LogOf("Orders"));

        var error = Assert.Throws<PlanOutdatedException>(() => world.Check().ThrowIfChanged());

        Assert.Equal(("PlanOutdated", ErrorKind.State), (error.ErrorId, error.Kind));
        Assert.Equal(3, error.Changes.Count);
        Assert.All(error.Changes, change => Assert.Contains(change.Message, error.Message));
        Assert.Contains("nothing was touched", error.Message);
        Assert.Contains("Make the plan again.", error.Remedy);
    }

    [Fact]
    public async Task A_plan_of_another_topology_is_refused_before_anything_is_asked()
    {
        await using var world = await World.CreateAsync();
        var other = world.Sides.Topology with
        {
            Name = "other",
            Destination = [world.Sides.Topology.Source[0] with { Name = "ELSEWHERE" }],
        };

        var error = Assert.Throws<BizTalkDRException>(() => new PlanChecker(world.Sides.Connector).Check(world.Plan, other));

        Assert.Equal("PlanOfAnotherTopology", error.ErrorId);
        Assert.Equal("The plan restores on DR, but the destination side of the topology other has only ELSEWHERE.", error.Message);
    }

    /// <summary>Two databases, and a plan for them that went through its file.</summary>
    private sealed class World : IAsyncDisposable
    {
        private string? folder;

        public required PlainSides Sides { get; init; }

        public RestorePlan Plan { get; set; } = new();

        public static async Task<World> CreateAsync(
            bool shipped = false,
            int plannedLogs = 1,
            bool online = false,
            string? folder = null,
            int stripes = 1
        )
        {
            var world = new World
            {
                folder = folder,
                Sides = new PlainSides(Names) { Stripes = stripes },
            };
            var sides = world.Sides;
            await Task.Yield();
            sides.Files.CreateDrive("DR", 'E');
            if (online)
                sides.OnDestination("CREATE DATABASE Orders; CREATE DATABASE Stock");
            sides.Full();
            if (shipped)
            {
                foreach (var file in sides.History.Sets[0].Files)
                    sides.OnDestination($"RESTORE DATABASE {file.Database.Name} FROM DISK = N'{file.Path}' WITH NORECOVERY");
            }
            for (var log = 0; log < plannedLogs; log++)
                sides.MarkAndLog();
            var mark = sides.History.Sets[plannedLogs].MarkName!;
            // Through the file and back: what runs is what was reviewed.
            world.Plan = RestorePlanFile.Parse(RestorePlanFile.ToJson(world.NewPlan(mark, replace: online)));
            return world;
        }

        public RestorePlan NewPlan(string mark, bool replace = false)
        {
            var situation = Sides.Situation(folder is null ? null : FileRelocation.ToFolders(folder));
            var plan = situation.Plan(situation.Wish(mark) with { ReplaceExisting = replace }).Require();
            return plan with { Origin = RestorePlanOrigin.Of(plan, Sides.Topology, InstanceSide.Destination, situation.Directory) };
        }

        public BackupFile LogOf(string database) =>
            Plan
                .Databases.Single(each => each.Target.Database == database)
                .RollForward.Last(action => action.Kind == RestoreActionKind.Log)
                .Backup!;

        public void Copy(string from, string to) => File.Copy(Sides.Files.Map("DR", from)!, Sides.Files.Map("DR", to)!);

        public PlanCheck Check() => new PlanChecker(Sides.Connector).Check(Plan, Sides.Topology);

        /// <summary>The changes that refuse the plan; nothing was touched by finding them.</summary>
        public IReadOnlyList<PlanChange> Refused()
        {
            var before = Destination();
            var changes = Check().Changes;
            Assert.Equal(before, Destination());
            Assert.NotEmpty(changes);
            Assert.All(changes, change => Assert.NotEmpty(change.Remedy));
            return changes;
        }

        public async Task Run() => new RestoreRunner(Sides.Connector).Run(Plan, Sides.Topology).ThrowIfFailed();

        public void IsAtMark(string mark) => Assert.All(Names, name => Assert.Equal(mark, Sides.MarkOf(name)));

        public ValueTask DisposeAsync() => Sides.DisposeAsync();

        private string Destination() =>
            string.Join(
                "\n",
                new DatabasePositionReader(Sides.Connector)
                    .ReadAll(Sides.Topology.Destination[0])
                    .Select(each => $"{each.Database} {each.State} {each.RedoStartLsn} {each.LastRestore} {each.LastMark}")
            );
    }
}
