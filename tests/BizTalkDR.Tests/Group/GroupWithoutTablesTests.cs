using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Tests.Sides;

namespace BizTalkDR.Tests.Group;

/// <summary>
/// Two groups on the same instances, whose log shipping tables are empty, while production is down: the sets that the copies were restored from tell them
/// apart.
/// </summary>
public sealed class GroupWithoutTablesTests : IAsyncLifetime
{
    private SandboxSides sides = null!;
    private BizTalkSandbox other = null!;

    public async ValueTask InitializeAsync()
    {
        sides = await SandboxSides.ShippedAsync(2);
        other = await sides.Sandbox.AddGroupAsync(
            new BizTalkSandboxOptions
            {
                GroupName = "Test Group",
                DatabaseSuffix = "Test",
                SourceNames = ["PROD-SQL1"],
                DestinationNames = ["DR-SQL1"],
                ComputerNames = ["BTS09"],
            },
            TestContext.Current.CancellationToken
        );
        for (var round = 0; round < 2; round++)
        {
            Assert.True((await other.RunBackupJobAsync(TestContext.Current.CancellationToken)).Succeeded);
            Assert.All(await other.RunLogShippingAsync(TestContext.Current.CancellationToken), outcome => Assert.True(outcome.Succeeded));
        }
        sides.Execute("PROD-SQL1", @"CREATE DATABASE Payroll; BACKUP DATABASE Payroll TO DISK = N'\\FILES\BizTalk\payroll.bak'");
        var place = sides.Sandbox.Destinations[0].Options;
        sides.Execute(
            "DR-SQL1",
            $@"RESTORE DATABASE Payroll FROM DISK = N'\\FILES\BizTalk\payroll.bak' WITH NORECOVERY, MOVE 'Payroll' TO '{place.DataPath}\p.mdf', MOVE 'Payroll_log' TO '{place.LogPath}\p.ldf'"
        );
        foreach (var instance in new[] { "DR-SQL1", "DR-SQL2" })
            sides.Execute(
                instance,
                "DELETE FROM master.dbo.bts_LogShippingHistory DELETE FROM master.dbo.bts_LogShippingDatabases DELETE FROM master.dbo.bts_LogShippingSource"
            );
    }

    public async ValueTask DisposeAsync()
    {
        await other.DisposeAsync();
        await sides.DisposeAsync();
    }

    [Fact]
    public void The_copies_of_each_are_told_by_the_sets_they_were_restored_from()
    {
        var group = Read("BizTalkMgmtDb");
        var test = Read("BizTalkMgmtDbTest");

        Assert.Equal((9, GroupOrigin.RestoreHistory), (group.Databases.Count, group.Origin));
        Assert.DoesNotContain(
            group.Databases,
            database => database.Name.EndsWith("Test", StringComparison.Ordinal) || database.Name == "Payroll"
        );
        Assert.NotEmpty(test.Databases);
        Assert.All(test.Databases, database => Assert.EndsWith("Test", database.Name, StringComparison.Ordinal));
        Assert.Contains(group.Warnings, warning => warning.Contains("DR-SQL1/Payroll", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_copy_of_the_management_database_they_are_refused_by_name()
    {
        var refused = Assert.Throws<GroupException>(() => Read("OtherMgmtDb"));

        Assert.Equal("GroupNotTold", refused.ErrorId);
        Assert.Contains("DR-SQL1/Payroll", refused.Message, StringComparison.Ordinal);
    }

    private BizTalkDR.Group.BizTalkGroup Read(string management) =>
        new BizTalkGroupReader(sides.Impatient).ReadDestination(
            sides.Topology with
            {
                // Production does not answer: nobody listens there.
                Source = [.. sides.Topology.Source.Select(instance => instance with { Address = "127.0.0.1,1" })],
                ManagementDatabase = sides.Topology.ManagementDatabase with { Database = management },
            }
        );
}
