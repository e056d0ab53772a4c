using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning;
using BizTalkDR.Tests.Restore.Planning;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Restore.Files;

public sealed class FileRelocationTests
{
    private static readonly InstanceIdentity Identity = new()
    {
        Instance = new InstanceReference { Name = Stands.Instance },
        DefaultDataPath = @"S:\Data\",
        DefaultLogPath = @"T:\Log\",
    };

    private static IReadOnlyList<FileMove> Moves(FileRelocation relocation, DatabasePosition? position = null, string database = "A")
    {
        var history = new HistoryBuilder(database).Full().Logs(1);
        var wish = Stands.Wish(database) with { Instances = [Identity], ReplaceExisting = true };
        wish = wish with { Targets = [.. wish.Targets.Select(target => target with { Relocation = relocation })] };
        return RestorePlanner.Plan(history.Build(), position is null ? [] : [position], wish).Require().Databases[0].Actions[0].Moves;
    }

    [Fact]
    public void Kept_paths_need_no_move() => Assert.Empty(Moves(FileRelocation.Keep));

    [Fact]
    public void Default_folders_are_those_of_the_instance_for_data_and_for_logs() =>
        Assert.Equal(
            [new FileMove("A", @"S:\Data\A.mdf"), new FileMove("A_log", @"T:\Log\A.ldf")],
            Moves(new FileRelocation { Kind = FileRelocationKind.DefaultFolders })
        );

    [Fact]
    public void Given_folders_take_data_and_logs() =>
        Assert.Equal(
            [new FileMove("A", @"E:\d\A.mdf"), new FileMove("A_log", @"F:\l\A.ldf")],
            Moves(FileRelocation.ToFolders(@"E:\d", @"F:\l\"))
        );

    [Fact]
    public void Existing_files_keep_their_places()
    {
        var position = Stands.In(DatabaseState.Online, "A") with
        {
            Files =
            [
                new DatabaseFileLayout { LogicalName = "A", PhysicalName = @"X:\old\a.mdf" },
                new DatabaseFileLayout { LogicalName = "A_log", PhysicalName = @"Y:\old\a.ldf" },
            ],
        };

        Assert.Equal(
            [new FileMove("A", @"X:\old\a.mdf"), new FileMove("A_log", @"Y:\old\a.ldf")],
            Moves(new FileRelocation { Kind = FileRelocationKind.ExistingFiles }, position)
        );
    }

    [Fact]
    public void Exact_paths_win() =>
        Assert.Equal(
            [new FileMove("A", @"Z:\a.mdf")],
            Moves(new FileRelocation { Exact = new Dictionary<string, string> { ["a"] = @"Z:\a.mdf" } })
        );

    [Fact]
    public void Two_databases_that_would_write_one_file_are_refused()
    {
        var history = new HistoryBuilder("A", "B").Full().Logs(1);
        history.Change(1, "B", file => file with { FileList = [file.FileList[0] with { PhysicalName = @"d:\data\a.MDF" }] });

        var problem = Assert.Single(RestorePlanner.Plan(history.Build(), [], Stands.Wish("A", "B")).Problems);

        Assert.Equal(PlanProblemKind.FileLayout, problem.Kind);
        Assert.Contains("DR/A", problem.Message);
        Assert.Contains("DR/B", problem.Message);
    }

    [Fact]
    public void A_move_of_files_that_are_not_known_is_refused()
    {
        var history = new HistoryBuilder("A").WithoutHeaders().Full().Logs(1);
        history.Change(1, "A", file => file with { FileList = [] });
        var wish = new RestoreWish
        {
            Targets = [RestoreTarget.SameName(HistoryBuilder.Key("A"), "DR") with { Relocation = FileRelocation.ToFolders(@"E:\") }],
        };

        var problem = Assert.Single(RestorePlanner.Plan(history.Build(), [], wish).Problems);

        Assert.Equal(PlanProblemKind.FileLayout, problem.Kind);
        Assert.Contains("headers", problem.Remedy);
    }
}
