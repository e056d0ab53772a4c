using BizTalkDR.Instances.Storage;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Instances.Storage;

public sealed class ServerFolderTests
{
    [Theory]
    [InlineData(@"E:\", @"E:\")]
    [InlineData(@"E:\Backup\", @"E:\Backup")]
    [InlineData(@"\\FILES\Backup\", @"\\FILES\Backup")]
    public async Task The_root_of_a_drive_keeps_its_separator_and_no_other_folder_does(string folder, string asked)
    {
        await using var sides = new PlainSides();
        var destination = sides.Topology.Destination[0];
        sides.Files.CreateDrive("DR", 'E');
        sides.OnDestination(@"EXEC master.dbo.xp_create_subdir N'E:\Backup'");

        sides.Statements.IsOn = true;
        Assert.True(ServerFolder.Exists(sides.Connector, destination, folder, TestContext.Current.CancellationToken));

        Assert.Contains(
            sides.Statements.Requests,
            request => request.Parameters.Any(parameter => parameter.Name == "@path" && (string?)parameter.Value == asked)
        );
    }
}
