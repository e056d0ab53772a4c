using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;
using BizTalkDR.Tests.Restore.Planning;

namespace BizTalkDR.Tests.Restore.Files;

/// <summary>Where files go and what is in their way: facts about the instance are given, no server is asked.</summary>
public sealed class FileLayoutCheckTests
{
    private const long Megabyte = 1 << 20;

    private static readonly InstanceStorage Storage = new()
    {
        Instance = Stands.Instance,
        Volumes = [new StorageVolume(@"D:\", [@"D:\"], 100 * Megabyte), new StorageVolume(@"L:\", [@"L:\"], 100 * Megabyte)],
    };

    private static HistoryBuilder History(long megabytes, params string[] databases)
    {
        var history = new HistoryBuilder(databases).Full().Logs(1);
        foreach (var database in databases)
            history.Change(
                1,
                database,
                file => file with { FileList = [.. file.FileList.Select(each => each with { SizeBytes = megabytes * Megabyte })] }
            );
        return history;
    }

    private static RestorePlanResult Plan(
        HistoryBuilder history,
        InstanceStorage storage,
        Func<RestoreTarget, RestoreTarget>? change = null,
        params DatabasePosition[] positions
    )
    {
        var databases = history.Build().Databases.Select(key => key.Name).ToArray();
        var wish = Stands.Wish(databases) with { Storage = [storage], ReplaceExisting = true, MarkName = history.Mark(2) };
        return RestorePlanner.Plan(
            history.Build(),
            positions,
            wish with
            {
                Targets = [.. wish.Targets.Select(target => change?.Invoke(target) ?? target)],
            }
        );
    }

    private static PlanProblem OnlyProblem(RestorePlanResult result)
    {
        Assert.Null(result.Plan);
        var problem = Assert.Single(result.Problems);
        Assert.Equal(Stands.Instance, problem.Server);
        Assert.NotEmpty(problem.Remedy);
        return problem;
    }

    [Fact]
    public void A_free_layout_is_planned() => Assert.NotNull(Plan(History(40, "A", "B"), Storage).Plan);

    [Fact]
    public void A_file_of_another_database_of_the_instance_is_not_overwritten()
    {
        var storage = Storage with { Files = [new OwnedFile("Payroll", @"d:\DATA\a.mdf", 1)] };

        var problem = OnlyProblem(Plan(History(1, "A"), storage));

        Assert.Equal((PlanProblemKind.FileLayout, "A"), (problem.Kind, problem.Database));
        Assert.Contains("Payroll", problem.Message);
        Assert.Contains(@"D:\Data\A.mdf", problem.Message);
    }

    [Fact]
    public void A_database_may_go_where_its_own_files_lie()
    {
        var storage = Storage with { Files = [new OwnedFile("a", @"D:\Data\A.mdf", 1)] };
        Assert.NotNull(Plan(History(1, "A"), storage, null, Stands.In(DatabaseState.Online, "A")).Plan);
    }

    [Theory]
    [InlineData(@"D:\Data\A.mdf", @"d:/data//a.MDF", true)]
    [InlineData(@"D:\Data\A.mdf", @"\\?\D:\Data\A.mdf", true)]
    [InlineData("/var/opt/mssql/data/A.mdf", "/var/opt/mssql/data/a.mdf", false)]
    [InlineData("/var/opt/mssql/data/A.mdf", "/var/opt//mssql/data/A.mdf", true)]
    [InlineData(@"\\FILES\Data\A.mdf", @"\\files\data\a.mdf", true)]
    [InlineData(@"D:\Data\A.mdf", @"E:\Data\A.mdf", false)]
    public void Paths_are_the_same_as_the_server_would_take_them(string left, string right, bool same)
    {
        var history = History(1, "A", "B");
        history.Change(1, "A", file => file with { FileList = [file.FileList[0] with { PhysicalName = left }] });
        history.Change(1, "B", file => file with { FileList = [file.FileList[0] with { PhysicalName = right }] });

        var result = Plan(history, new InstanceStorage { Instance = Stands.Instance });

        Assert.Equal(same, result.Plan is null);
        if (same)
            Assert.Contains("DR/A", OnlyProblem(result).Message);
    }

    [Fact]
    public void Two_files_of_one_database_that_were_given_one_path_are_refused()
    {
        var exact = new Dictionary<string, string> { ["A"] = @"D:\x.mdf", ["A_log"] = @"d:\X.mdf" };
        var problem = OnlyProblem(
            Plan(History(1, "A"), Storage, target => target with { Relocation = new FileRelocation { Exact = exact } })
        );
        Assert.Contains("A_log", problem.Message);
    }

    [Fact]
    public void Logical_names_that_differ_in_case_only_are_two_files()
    {
        var history = History(1, "A");
        history.Change(
            1,
            "A",
            file =>
                file with
                {
                    FileList =
                    [
                        new DatabaseFileLayout { LogicalName = "data", PhysicalName = @"D:\one\x.mdf" },
                        new DatabaseFileLayout { LogicalName = "DATA", PhysicalName = @"D:\two\X.MDF" },
                    ],
                }
        );

        var moves = Plan(history, Storage, target => target with { Relocation = FileRelocation.ToFolders(@"E:\d") })
            .Plan!.Databases[0]
            .Actions[0]
            .Moves;
        var exact = new Dictionary<string, string> { ["DATA"] = @"E:\big.mdf", ["data"] = @"E:\small.mdf" };
        var given = Plan(history, Storage, target => target with { Relocation = new FileRelocation { Exact = exact } })
            .Plan!.Databases[0]
            .Actions[0]
            .Moves;

        Assert.Equal([new FileMove("data", @"E:\d\x.mdf"), new FileMove("DATA", @"E:\d\X_2.MDF")], moves);
        Assert.Equal([new FileMove("data", @"E:\small.mdf"), new FileMove("DATA", @"E:\big.mdf")], given);
    }

    [Fact]
    public void A_Windows_database_goes_to_folders_of_Linux_under_the_names_of_its_files()
    {
        var moves = Plan(
            History(1, "A"),
            Storage,
            target => target with { Relocation = FileRelocation.ToFolders("/sql/data/", "/sql/log") }
        )
            .Plan!.Databases[0]
            .Actions[0]
            .Moves;
        Assert.Equal([new FileMove("A", "/sql/data/A.mdf"), new FileMove("A_log", "/sql/log/A.ldf")], moves);
    }

    [Fact]
    public void A_copy_under_another_name_takes_it_into_the_names_of_its_files()
    {
        var moves = Plan(
            History(1, "A"),
            Storage with
            {
                Files = [new OwnedFile("A", @"D:\Data\A.mdf", 1)],
            },
            target => target with { Database = "Copy: of A/1", Relocation = FileRelocation.ToFolders(@"D:\Data") }
        )
            .Plan!.Databases[0]
            .Actions[0]
            .Moves;
        Assert.Equal([new FileMove("A", @"D:\Data\Copy_ of A_1.mdf"), new FileMove("A_log", @"D:\Data\Copy_ of A_1.ldf")], moves);
    }

    [Fact]
    public void A_folder_that_is_missing_is_named_once_with_all_its_databases()
    {
        var storage = Storage with
        {
            Paths = [.. "AB".Select(name => new StoragePath($@"D:\Data\{name}.mdf", false, false, HasFolder: false))],
        };

        var problem = OnlyProblem(Plan(History(1, "A", "B"), storage));

        Assert.Equal(PlanProblemKind.MissingFolder, problem.Kind);
        Assert.Equal(@"DR has no folder D:\Data, where files of A, B are to go (message 5133).", problem.Message);
    }

    [Fact]
    public void A_file_that_belongs_to_no_database_is_in_the_way_unless_the_database_is_replaced()
    {
        var storage = Storage with { Paths = [new StoragePath(@"D:\Data\A.mdf", IsFile: true, false, true)] };
        Assert.Contains("belongs to no database", OnlyProblem(Plan(History(1, "A"), storage)).Message);
        Assert.NotNull(Plan(History(1, "A"), storage, null, Stands.In(DatabaseState.Online, "A")).Plan);
    }

    [Fact]
    public void A_folder_of_the_name_of_a_file_is_in_the_way()
    {
        var storage = Storage with { Paths = [new StoragePath(@"D:\Data\A.mdf", false, IsFolder: true, true)] };
        Assert.Contains("is a folder", OnlyProblem(Plan(History(1, "A"), storage)).Message);
    }

    [Fact]
    public void Too_little_space_is_named_per_volume_with_what_is_missing()
    {
        var problem = OnlyProblem(Plan(History(60, "A", "B"), Storage with { Volumes = [Storage.Volumes[0]] }));

        Assert.Equal((PlanProblemKind.NotEnoughSpace, Stands.Instance), (problem.Kind, problem.Server));
        Assert.Equal(@"D:\ of DR has 100 MB free, and the files of A, B need 120 MB there (message 3257).", problem.Message);
        Assert.StartsWith("Free 20 MB there", problem.Remedy);
    }

    [Fact]
    public void What_a_replaced_database_frees_on_the_volume_counts()
    {
        var online = Stands.In(DatabaseState.Online, "A");
        InstanceStorage With(string path) => Storage with { Files = [new OwnedFile("A", path, 30 * Megabyte)] };

        Assert.NotNull(Plan(History(120, "A"), With(@"D:\old\A.mdf") with { Volumes = [Storage.Volumes[0]] }, null, online).Plan);
        var problem = OnlyProblem(Plan(History(140, "A"), With(@"D:\old\A.mdf") with { Volumes = [Storage.Volumes[0]] }, null, online));
        Assert.Contains("30 MB of it freed by the databases that are replaced", problem.Message);
        Assert.Equal(
            PlanProblemKind.NotEnoughSpace,
            OnlyProblem(Plan(History(120, "A"), With(@"X:\A.mdf") with { Volumes = [Storage.Volumes[0]] }, null, online)).Kind
        );
    }

    [Fact]
    public void A_mount_point_has_its_own_space()
    {
        var storage = Storage with
        {
            Volumes = [new StorageVolume(@"D:\", [@"D:\"], 100 * Megabyte), new StorageVolume(@"D:\Data\", [@"D:\Data\"], 10 * Megabyte)],
        };
        Assert.StartsWith(@"D:\Data\ of DR has 10 MB free", OnlyProblem(Plan(History(20, "A"), storage)).Message);
    }

    [Fact]
    public void A_database_that_continues_needs_no_place()
    {
        var history = History(500, "A").Logs(1);
        var position = Stands.After(history.File(2, "A"));
        var wish = Stands.Wish("A") with { Storage = [Storage], MarkName = history.Mark(3) };
        Assert.NotNull(RestorePlanner.Plan(history.Build(), [position], wish).Plan);
    }

    [Fact]
    public void Space_that_nobody_tells_is_a_note_and_no_problem()
    {
        var history = History(500, "A");
        var plan = Plan(history, Storage, target => target with { Relocation = FileRelocation.ToFolders(@"Q:\Data") }).Require();
        Assert.Contains(plan.Notes, note => note.Contains(@"Q:\Data") && note.Contains("not checked"));
    }

    [Fact]
    public void Given_paths_of_one_database_do_not_touch_another()
    {
        var relocation = new FileRelocation
        {
            Exact = new Dictionary<string, string> { ["data"] = @"E:\all.mdf" },
            ExactByDatabase = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["a"] = new Dictionary<string, string> { ["data"] = @"E:\a.mdf" },
            },
        };
        Assert.Equal(@"E:\a.mdf", relocation.For("A").Exact["data"]);
        Assert.Equal(@"E:\all.mdf", relocation.For("B").Exact["data"]);
        Assert.Empty(relocation.For("A").ExactByDatabase);
    }
}
