using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Running;
using BizTalkDR.Restore.Saved;
using BizTalkDR.Tests.Sides;

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
