using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Running;
using BizTalkDR.Restore.Saved;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Restore.Running;

/// <summary>A data file that was added to a database between its full backup and the mark.</summary>
public sealed class AddedFileTests
{
    private const string Add = @"ALTER DATABASE A ADD FILE (NAME = N'A2', FILENAME = N'S:\Only\A2.ndf')";

    [Fact]
    public async Task The_log_that_brings_it_along_is_told_where_it_goes()
    {
        await using var sides = Sides(out var mark);

        var situation = sides.Situation(FileRelocation.ToFolders(@"E:\Data", @"E:\Log"));
        var plan = RestorePlanFile.Parse(RestorePlanFile.ToJson(situation.Plan(situation.Wish(mark)).Require()));
        new RestoreRunner(sides.Connector).Run(plan, sides.Topology).ThrowIfFailed();

        var moving = Assert.Single(plan.Databases[0].RollForward, action => action.Kind == RestoreActionKind.Log && action.Moves.Count > 0);
        Assert.Equal(new FileMove("A2", @"E:\Data\A2.ndf"), Assert.Single(moving.Moves));
        Assert.Contains("MOVE N'A2' TO N'E:\\Data\\A2.ndf'", plan.ToScript("DR"), StringComparison.Ordinal);
        Assert.Contains(@"E:\Data\A2.ndf", Files(sides));
        Assert.Equal(mark, sides.MarkOf("A"));
    }

    [Fact]
    public async Task A_copy_that_goes_on_from_before_it_is_told_too()
    {
        await using var sides = Sides(out var mark);
        var full = sides.History.Sets[0].Files[0].Path;
        sides.OnDestination(
            $"RESTORE DATABASE A FROM DISK = N'{full}' WITH NORECOVERY, MOVE 'A' TO 'E:\\Data\\A.mdf', MOVE 'A_log' TO 'E:\\Log\\A.ldf'"
        );

        var situation = sides.Situation(FileRelocation.ToFolders(@"E:\Data", @"E:\Log"));
        var plan = situation.Plan(situation.Wish(mark)).Require();
        new RestoreRunner(sides.Connector).Run(plan, sides.Topology).ThrowIfFailed();

        Assert.Equal(DatabaseStart.Continues, plan.Databases[0].Start);
        Assert.Equal([@"E:\Data\A.mdf", @"E:\Data\A2.ndf", @"E:\Log\A.ldf"], Files(sides).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_differential_brings_it_along_as_well()
    {
        await using var sides = Sides(out _);
        sides.Outside("A", BackupType.Differential, " WITH DIFFERENTIAL");
        sides.MarkAndLog();
        var mark = sides.MarkAndLog();

        var situation = sides.Situation(FileRelocation.ToFolders(@"E:\Data", @"E:\Log"));
        var plan = situation.Plan(situation.Wish(mark)).Require();
        new RestoreRunner(sides.Connector).Run(plan, sides.Topology).ThrowIfFailed();

        Assert.Contains(plan.Databases[0].RollForward, action => action.Kind == RestoreActionKind.Differential && action.Moves.Count == 1);
        Assert.Contains(@"E:\Data\A2.ndf", Files(sides));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_plan_from_backup_files_alone_tells_the_log_too(bool isOffline)
    {
        await using var sides = new FolderSides(new DatabaseKey("SRC1", "A")).Full();
        sides.Files.CreateDrive("SRC1", 'S');
        Directory.CreateDirectory(sides.Files.Map("SRC1", @"S:\Only")!);
        sides.Files.CreateDrive("DR1", 'E');
        Directory.CreateDirectory(sides.Files.Map("DR1", @"E:\Data")!);
        sides.MarkAndLog();
        sides.Execute("SRC1", Add);
        sides.MarkAndLog();
        var mark = sides.MarkAndLog();

        var situation = sides.Read(
            new RestoreSituationOptions
            {
                Offline = isOffline,
                Relocation = FileRelocation.ToFolders(@"E:\Data"),
                InstanceMap = new Dictionary<string, string> { ["SRC1"] = "DR1" },
            }
        );
        var plan = situation.Plan(situation.Wish(mark)).Require();
        new RestoreRunner(sides.Connector).Run(plan, sides.Topology).ThrowIfFailed();

        var moving = Assert.Single(plan.Databases[0].RollForward, action => action.Kind == RestoreActionKind.Log && action.Moves.Count > 0);
        Assert.Equal(new FileMove("A2", @"E:\Data\A2.ndf"), Assert.Single(moving.Moves));
        Assert.Equal(mark, sides.Newest("DR1", "A").Mark);
    }

    [Fact]
    public async Task Of_a_database_that_has_not_grown_the_logs_keep_no_list()
    {
        await using var sides = new FolderSides(new DatabaseKey("SRC1", "A")).Full();
        sides.MarkAndLog();

        var situation = sides.Read(
            new RestoreSituationOptions
            {
                Offline = true,
                InstanceMap = new Dictionary<string, string> { ["SRC1"] = "DR1" },
            }
        );

        Assert.Equal([true, false], situation.History.Sets.Select(set => set.Files[0].FileList.Count > 0));
    }

    [Fact]
    public async Task Where_its_folder_is_missing_the_plan_is_refused_with_the_file()
    {
        await using var sides = Sides(out var mark);

        var situation = sides.Situation(
            new FileRelocation
            {
                Exact = new Dictionary<string, string> { ["A"] = @"E:\Data\A.mdf", ["A_log"] = @"E:\Log\A.ldf" },
            }
        );
        var refused = situation.Plan(situation.Wish(mark));

        Assert.Contains(
            refused.Problems,
            problem => problem.Kind == PlanProblemKind.MissingFolder && problem.Message.Contains(@"S:\Only", StringComparison.Ordinal)
        );
    }

    private static PlainSides Sides(out string mark)
    {
        var sides = new PlainSides("A").Full();
        sides.Files.CreateDrive("SOURCE", 'S');
        Directory.CreateDirectory(sides.Files.Map("SOURCE", @"S:\Only")!);
        sides.Files.CreateDrive("DR", 'E');
        Directory.CreateDirectory(sides.Files.Map("DR", @"E:\Data")!);
        Directory.CreateDirectory(sides.Files.Map("DR", @"E:\Log")!);
        sides.MarkAndLog();
        sides.OnSource(Add);
        sides.MarkAndLog();
        mark = sides.MarkAndLog();
        return sides;
    }

    private static IEnumerable<string> Files(PlainSides sides) =>
        new DatabasePositionReader(sides.Connector).Read(sides.Topology.Destination[0], ["A"])[0].Files.Select(file => file.PhysicalName);
}
