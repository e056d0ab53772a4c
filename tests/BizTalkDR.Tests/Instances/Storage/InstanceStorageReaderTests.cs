using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Running;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Sql;
using BizTalkDR.Tests.Sides;

namespace BizTalkDR.Tests.Instances.Storage;

/// <summary>The facts of the layout as a server tells them, to administrators and to others.</summary>
public sealed class InstanceStorageReaderTests
{
    private const long Gigabyte = 1L << 30;

    [Fact]
    public async Task Files_folders_and_free_space_are_read()
    {
        await using var sides = new PlainSides("A").Full();
        sides.Files.CreateDrive("DR", 'E');
        sides.Files.SetFreeSpace("DR", 'E', 7 * Gigabyte);
        sides.OnDestination("CREATE DATABASE Other");

        var storage = Read(sides, @"E:\x.mdf", @"E:\none\x.mdf", @"E:\");

        Assert.Empty(storage.Notes);
        Assert.Contains(storage.Files, file => file.Database == "Other" && file.SizeBytes > 0);
        Assert.Equal(7 * Gigabyte, Assert.Single(storage.Volumes, volume => volume.Name == @"E:\").FreeBytes);
        Assert.Equal(
            [(false, false, true), (false, false, false), (false, true, true)],
            storage.Paths.Select(path => (path.IsFile!.Value, path.IsFolder!.Value, path.HasFolder!.Value))
        );
    }

    [Fact]
    public async Task A_login_that_is_not_told_gets_notes_and_no_false_alarm()
    {
        await using var sides = new PlainSides("A").Full();
        sides.Files.CreateDrive("DR", 'E');
        sides.OnDestination("CREATE LOGIN operator1 WITH PASSWORD = N'Sandbox-1234'; ALTER SERVER ROLE dbcreator ADD MEMBER operator1");
        var connector = sides.ConnectorOf("operator1", "Sandbox-1234");

        var storage = Read(sides, connector, @"E:\x.mdf", @"E:\none\x.mdf");

        Assert.Contains(storage.Volumes, volume => volume.Name == @"E:\" && volume.FreeBytes == 100 * Gigabyte);
        Assert.Contains(storage.Notes, note => note.Contains("mount points"));
        Assert.Contains(storage.Notes, note => note.Contains(@"E:\none") && note.Contains("sysadmin"));
        Assert.Equal([true, null], storage.Paths.Select(path => path.HasFolder));
    }

    [Fact]
    public async Task A_missing_folder_and_too_little_space_are_named_before_anything_starts()
    {
        await using var sides = new PlainSides("A", "B").Full();
        var mark = sides.MarkAndLog();
        sides.Files.CreateDrive("DR", 'E');

        var missing = Plan(sides, mark, FileRelocation.ToFolders(@"E:\Data", @"E:\"));
        Assert.Equal(
            (PlanProblemKind.MissingFolder, "DR", @"DR has no folder E:\Data, where files of A, B are to go (message 5133)."),
            Only(missing)
        );

        sides.Files.SetFreeSpace("DR", 'E', 1 << 20);
        var (kind, server, message) = Only(Plan(sides, mark, FileRelocation.ToFolders(@"E:\")));
        Assert.Equal((PlanProblemKind.NotEnoughSpace, "DR"), (kind, server));
        Assert.StartsWith(@"E:\ of DR has 1 MB free, and the files of A, B need ", message);

        sides.Files.SetFreeSpace("DR", 'E', 100L << 20);
        var plan = Plan(sides, mark, FileRelocation.ToFolders(@"E:\")).Require();
        new RestoreRunner(sides.Connector).Run(plan, sides.Topology).ThrowIfFailed();
        Assert.Equal(mark, sides.MarkOf("B"));
    }

    [Fact]
    public async Task The_path_of_another_database_is_named_with_its_owner()
    {
        await using var sides = new PlainSides("A").Full();
        var mark = sides.MarkAndLog();
        sides.Files.CreateDrive("DR", 'E');
        sides.OnDestination(@"CREATE DATABASE Payroll ON (NAME = p, FILENAME = 'E:\a.MDF') LOG ON (NAME = l, FILENAME = 'E:\p.ldf')");

        var (kind, _, message) = Only(Plan(sides, mark, FileRelocation.ToFolders(@"E:\")));

        Assert.Equal(PlanProblemKind.FileLayout, kind);
        Assert.Contains("belongs to database Payroll", message);
    }

    private static (PlanProblemKind, string?, string) Only(RestorePlanResult result)
    {
        Assert.Null(result.Plan);
        var problem = Assert.Single(result.Problems);
        return (problem.Kind, problem.Server, problem.Message);
    }

    private static RestorePlanResult Plan(PlainSides sides, string mark, FileRelocation relocation)
    {
        var situation = sides.Situation(relocation);
        return situation.Plan(situation.Wish(mark));
    }

    private static InstanceStorage Read(PlainSides sides, params string[] paths) => Read(sides, sides.Connector, paths);

    private static InstanceStorage Read(PlainSides sides, InstanceConnector connector, params string[] paths) =>
        new InstanceStorageReader(connector).Read(InstanceDirectory.Ask(connector, sides.Topology).Get("DR"), paths);
}
