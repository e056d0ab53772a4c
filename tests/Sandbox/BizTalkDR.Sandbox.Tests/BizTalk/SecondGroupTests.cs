using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Tests.BizTalk;

/// <summary>Two groups that share source and destination instances: test beside production.</summary>
public sealed class SecondGroupTests : IAsyncLifetime
{
    private BizTalkSandbox sandbox = null!;
    private BizTalkSandbox second = null!;

    public async ValueTask InitializeAsync()
    {
        sandbox = await BizTalkSandbox.CreateAsync(new BizTalkSandboxOptions { ComputerNames = ["BTS01"] });
        second = await sandbox.AddGroupAsync(
            new BizTalkSandboxOptions
            {
                GroupName = "Test Group",
                DatabaseSuffix = "Test",
                SourceNames = ["PROD-SQL1"],
                DestinationNames = ["DR-SQL1"],
                ComputerNames = ["BTS09"],
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        await second.DisposeAsync();
        await sandbox.DisposeAsync();
    }

    [Fact]
    public async Task Each_is_backed_up_by_its_own_job_and_shipped_by_the_one_pair_of_jobs_on_the_shared_destination()
    {
        foreach (var group in new[] { sandbox, second })
        {
            await group.Workload.WriteAsync(5);
            for (var round = 0; round < 2; round++)
            {
                var outcome = await group.RunBackupJobAsync();
                Assert.True(outcome.Succeeded, outcome.Message);
            }
        }
        foreach (var outcome in await sandbox.RunLogShippingAsync())
            Assert.True(outcome.Succeeded, outcome.Message);

        Assert.Equal("Backup BizTalk Server (BizTalkMgmtDbTest)", second.Group.BackupJobName);
        Assert.Equal(2, Rows("DR-SQL1", "SELECT * FROM master.dbo.bts_LogShippingSource").Count);
        Assert.Equal(3, Rows("DR-SQL1", "SELECT * FROM msdb.dbo.sysjobs WHERE name LIKE N'BTS Log Shipping%'").Count);
        foreach (var database in second.Group.BackedUpDatabases)
            Assert.Equal(DatabaseState.Restoring, second.Destinations[0].FindDatabase(database.Name)!.State);
        var mark = (string)Rows("PROD-SQL1", "SELECT MIN(MarkName) FROM BizTalkMgmtDbTest.dbo.MarkLog")[0][0]!;
        Assert.Equal(second.Workload.Committed.Order(), second.Workload.CommittedBefore(mark).Order());
        Assert.Empty(sandbox.Workload.CommittedBefore(mark).Except(sandbox.Workload.Committed));
    }

    [Fact]
    public async Task Cleaning_one_source_leaves_the_databases_of_the_other_alone()
    {
        foreach (var group in new[] { sandbox, second })
            Assert.True((await group.RunBackupJobAsync()).Succeeded);
        await sandbox.RunLogShippingAsync();
        using var session = sandbox.Destinations[0].OpenInternalSession("test");
        session.Perform("EXEC dbo.sp_LogShippingClean N'Test Group'");
        Assert.Null(sandbox.Destinations[0].FindDatabase("BizTalkMgmtDbTest"));
        Assert.NotNull(sandbox.Destinations[0].FindDatabase("BizTalkMgmtDb"));
    }

    private IReadOnlyList<object?[]> Rows(string instance, string query)
    {
        using var session = sandbox.Host.FindInstance(instance)!.OpenInternalSession("test");
        return session.Perform(query).Results[0].Rows;
    }
}
