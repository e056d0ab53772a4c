using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Running;
using BizTalkDR.Restore.Saved;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Restore.Files;

/// <summary>Databases of any name, restored for real to where the operator wants them.</summary>
public sealed class NamesAndPlacesTests
{
    private static readonly DatabaseKey First = new("SRC1", "Messages");
    private static readonly DatabaseKey Second = new("SRC2", "Messages");

    [Fact]
    public async Task Two_databases_of_one_name_go_to_two_instances()
    {
        await using var sides = new FolderSides(First, Second).Full();
        var mark = sides.MarkAndLog();
        sides.MarkAndLog();
        var map = new Dictionary<string, string> { ["SRC1"] = "DR2", ["SRC2"] = "DR1" };

        await Restore(sides, mark, new RestoreSituationOptions { InstanceMap = map });

        Assert.Equal((mark, "SRC1"), sides.Newest("DR2", "Messages"));
        Assert.Equal((mark, "SRC2"), sides.Newest("DR1", "Messages"));
    }

    [Fact]
    public async Task Two_databases_of_one_name_go_to_one_instance_under_two_names_and_two_sets_of_files()
    {
        await using var sides = new FolderSides(First, Second).Full();
        var mark = sides.MarkAndLog();
        var options = new RestoreSituationOptions
        {
            InstanceMap = new Dictionary<string, string> { ["SRC1"] = "DR1", ["SRC2"] = "DR1" },
            DatabaseMap = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["src2/messages"] = "Messages of SRC2" },
            Relocation = new FileRelocation { Kind = FileRelocationKind.DefaultFolders },
        };

        var plan = await Restore(sides, mark, options);

        Assert.Equal((mark, "SRC1"), sides.Newest("DR1", "Messages"));
        Assert.Equal((mark, "SRC2"), sides.Newest("DR1", "Messages of SRC2"));
        Assert.Contains(
            plan.Databases.SelectMany(database => database.Actions).SelectMany(action => action.Moves),
            move => move.PhysicalName.EndsWith(@"\Messages of SRC2.mdf", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Two_databases_of_one_name_for_one_place_are_refused_and_named()
    {
        await using var sides = new FolderSides(First, Second).Full();
        sides.MarkAndLog();
        var map = new Dictionary<string, string> { ["SRC1"] = "DR1", ["SRC2"] = "DR1" };

        var situation = sides.Read(new RestoreSituationOptions { InstanceMap = map });
        var problem = Assert.Single(situation.Plan(situation.Wish()).Problems);

        Assert.Equal((PlanProblemKind.InvalidWish, "DR1", "Messages"), (problem.Kind, problem.Server, problem.Database));

        var ambiguous = Assert.Throws<GroupException>(() =>
            sides.Read(
                new RestoreSituationOptions
                {
                    InstanceMap = map,
                    DatabaseMap = new Dictionary<string, string> { ["Messages"] = "Other" },
                }
            )
        );
        Assert.Equal("DatabaseMapAmbiguous", ambiguous.ErrorId);
        Assert.Contains("SRC1/Messages", ambiguous.Remedy);
    }

    [Fact]
    public async Task Files_go_to_exact_paths_of_one_database_and_to_folders_for_the_others()
    {
        var other = new DatabaseKey("SRC2", "Orders");
        await using var sides = new FolderSides(First, other).Full();
        var mark = sides.MarkAndLog();
        foreach (var instance in new[] { "DR1", "DR2" })
            sides.Files.CreateDrive(instance, 'E');
        var options = new RestoreSituationOptions
        {
            InstanceMap = new Dictionary<string, string> { ["SRC1"] = "DR1", ["SRC2"] = "DR2" },
            Relocation = FileRelocation.ToFolders(@"E:\") with
            {
                ExactByDatabase = new Dictionary<string, IReadOnlyDictionary<string, string>>
                {
                    ["messages"] = new Dictionary<string, string> { ["Messages_log"] = @"E:\somewhere else.ldf" },
                },
            },
        };

        await Restore(sides, mark, options);

        Assert.Equal([@"E:\Messages.mdf", @"E:\somewhere else.ldf"], Paths(sides, "DR1", "Messages"));
        Assert.Equal([@"E:\Orders.mdf", @"E:\Orders_log.ldf"], Paths(sides, "DR2", "Orders"));
    }

    [Fact]
    public async Task Given_folders_move_a_database_that_is_there_already()
    {
        await using var sides = new FolderSides(First).Full();
        sides.MarkAndLog();
        var mark = sides.MarkAndLog();
        var map = new Dictionary<string, string> { ["SRC1"] = "DR1" };
        await Restore(
            sides,
            sides.Read(new RestoreSituationOptions { InstanceMap = map }).Marks()[0].Name,
            new RestoreSituationOptions { InstanceMap = map }
        );
        var before = Paths(sides, "DR1", "Messages");
        sides.Files.CreateDrive("DR1", 'F');

        var situation = sides.Read(new RestoreSituationOptions { Relocation = FileRelocation.ToFolders(@"F:\") });
        var plan = situation.Plan(situation.Wish(mark) with { ReplaceExisting = true }).Require();
        new RestoreRunner(sides.Connector).Run(plan, sides.Topology).ThrowIfFailed();

        Assert.NotEqual(before, Paths(sides, "DR1", "Messages"));
        Assert.All(Paths(sides, "DR1", "Messages"), path => Assert.StartsWith(@"F:\", path));
        Assert.Equal((mark, "SRC1"), sides.Newest("DR1", "Messages"));
    }

    [Fact]
    public async Task A_plan_that_was_made_without_asking_an_instance_is_checked_when_it_runs()
    {
        await using var sides = new FolderSides(First).Full();
        var mark = sides.MarkAndLog();
        var situation = sides.Read(
            new RestoreSituationOptions
            {
                Offline = true,
                InstanceMap = new Dictionary<string, string> { ["SRC1"] = "DR1" },
                Relocation = FileRelocation.ToFolders(@"E:"),
            }
        );
        var plan = situation.Plan(situation.Wish(mark)).Require();
        plan = plan with { Origin = RestorePlanOrigin.Of(plan, sides.Topology, InstanceSide.Destination, situation.Directory) };
        var checker = new PlanChecker(sides.Connector);

        Assert.Empty(plan.Origin.Instances);
        Assert.Equal(PlanChangeKind.FileLayout, Assert.Single(checker.Check(plan, sides.Topology).Changes).Kind);

        sides.Files.CreateDrive("DR1", 'E');
        Assert.Empty(checker.Check(plan, sides.Topology).Changes);
        sides.Execute("DR1", "CREATE DATABASE Messages");
        Assert.Contains("made without asking DR1", Assert.Single(checker.Check(plan, sides.Topology).Changes).Message);
        sides.Execute("DR1", "DROP DATABASE Messages");
        new RestoreRunner(sides.Connector).Run(plan, sides.Topology).ThrowIfFailed();
        Assert.Equal((mark, "SRC1"), sides.Newest("DR1", "Messages"));
    }

    [Theory]
    [InlineData("SRC9", null, null, "SRC9", "SRC1")]
    [InlineData(null, "Mesages", null, "Mesages", "Messages")]
    [InlineData(null, null, "Mesages", "Mesages", "Messages_log")]
    public async Task A_name_that_means_nothing_is_refused_with_those_that_do(
        string? instance,
        string? database,
        string? file,
        string named,
        string offered
    )
    {
        await using var sides = new FolderSides(First).Full();
        sides.MarkAndLog();
        var instances = new Dictionary<string, string> { ["SRC1"] = "DR1" };
        if (instance is not null)
            instances.Add(instance, "DR2");
        var options = new RestoreSituationOptions
        {
            InstanceMap = instances,
            DatabaseMap = database is null ? new Dictionary<string, string>() : new Dictionary<string, string> { [database] = "x" },
            Relocation = file is null ? null : new FileRelocation { Exact = new Dictionary<string, string> { [file] = @"D:\x.mdf" } },
        };

        var error = Assert.Throws<BizTalkDRException>(() => sides.Read(options));

        Assert.Equal(("UnknownName", ErrorKind.Configuration), (error.ErrorId, error.Kind));
        Assert.Contains($"'{named}'", error.Message);
        Assert.Contains(offered, error.Remedy);
    }

    [Fact]
    public async Task Names_with_brackets_quotes_spaces_Unicode_and_128_characters_are_restored_for_real()
    {
        string[] names =
        [
            "a]b",
            "[x]]",
            "O'Brien''s",
            "say \"hello\"",
            "with space, comma; and -- dashes",
            "Ünïcode 数据库 🦆",
            "%_wild[a-z]",
            new string('n', 128),
            "]" + new string('m', 126) + "'",
        ];
        await using var sides = new PlainSides(names).Full();
        sides.MarkAndLog();
        var mark = sides.MarkAndLog();
        sides.MarkAndLog();

        var situation = sides.Situation(new FileRelocation { Kind = FileRelocationKind.DefaultFolders });
        var plan = situation.Plan(situation.Wish(mark)).Require();
        // As it would be reviewed: saved, and read back.
        plan = RestorePlanFile.Parse(RestorePlanFile.ToJson(plan));
        new PlanChecker(sides.Connector).Check(plan, sides.Topology).ThrowIfChanged();
        new RestoreRunner(sides.Connector).Run(plan, sides.Topology).ThrowIfFailed();

        Assert.All(names, name => Assert.Equal(mark, sides.MarkOf(name)));
    }

    [Fact]
    public async Task The_script_of_such_names_runs_as_it_is()
    {
        string[] names = ["a]b 'c'", "数据库, x", new string(']', 128)];
        await using var sides = new PlainSides(names).Full();
        var mark = sides.MarkAndLog();
        sides.MarkAndLog();
        var situation = sides.Situation(
            new FileRelocation { Kind = FileRelocationKind.DefaultFolders },
            key => key.Name == names[0] ? "copy of ]'" : key.Name
        );

        var script = situation.Plan(situation.Wish(mark)).Require().ToScript("DR");
        sides.OnDestination(script);
        sides.OnDestination(Scripts.Recovering(script));

        foreach (var name in names.Skip(1).Append("copy of ]'"))
            Assert.Equal(mark, sides.MarkOf(name));
    }

    private static async Task<RestorePlan> Restore(FolderSides sides, string mark, RestoreSituationOptions options)
    {
        var situation = sides.Read(options);
        var plan = situation.Plan(situation.Wish(mark)).Require();
        new RestoreRunner(sides.Connector).Run(plan, sides.Topology).ThrowIfFailed();
        return plan;
    }

    private static IReadOnlyList<string> Paths(FolderSides sides, string instance, string database) =>
        [
            .. new DatabasePositionReader(sides.Connector)
                .Read(sides.Topology.Instance(instance), [database])[0]
                .Files.Select(file => file.PhysicalName),
        ];
}
