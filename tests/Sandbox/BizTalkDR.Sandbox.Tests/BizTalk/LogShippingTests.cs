using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Tests.BizTalk;

public sealed class LogShippingTests : IAsyncLifetime
{
    private BizTalkSandbox sandbox = null!;

    public async ValueTask InitializeAsync() =>
        sandbox = await BizTalkSandbox.CreateAsync(
            new BizTalkSandboxOptions { StartTime = DateTime.UtcNow.Date.AddDays(1).AddHours(9).AddMinutes(5) }
        );

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public async Task In_steady_state_all_sets_but_the_last_are_restored_and_databases_are_restoring()
    {
        await Cycle(3);
        foreach (var destination in sandbox.Destinations)
        {
            Assert.Equal([3L], Rows(destination, "SELECT BackupSetId FROM master.dbo.bts_LogShippingLastRestoreSet").Select(row => row[0]));
            var databases = sandbox.Group.BackedUpDatabases.Where(database => sandbox.DestinationOf(database.Instance) == destination);
            foreach (var database in databases)
            {
                var restored = destination.FindDatabase(database.Name);
                Assert.NotNull(restored);
                Assert.Equal(DatabaseState.Restoring, restored.State);
                Assert.All(restored.Files, file => Assert.StartsWith(file.IsLog ? @"G:\DRLog\" : @"F:\DRData\", file.PhysicalName));
            }
        }
        Assert.Null(sandbox.Destinations[1].FindDatabase("BAMStarSchema"));
    }

    [Fact]
    public void The_groups_logins_have_the_same_SID_on_every_instance_and_the_history_is_read_as_a_member_of_BTS_BACKUP_USERS()
    {
        foreach (var login in new[] { "BizTalkBackup", "ContosoApp" })
        {
            var sids = sandbox
                .Sources.Concat(sandbox.Destinations)
                .Select(instance => (byte[])Rows(instance, $"SELECT SUSER_SID(N'{login}')")[0][0]!);
            Assert.Single(sids.Select(Convert.ToHexString).Distinct());
        }
        foreach (var destination in sandbox.Destinations)
            Assert.Equal(
                "BizTalkBackup",
                Rows(
                    destination,
                    "SELECT l.remote_name FROM sys.linked_logins AS l INNER JOIN sys.servers AS s ON s.server_id = l.server_id WHERE s.name = N'PROD-SQL1' AND l.local_principal_id = 0"
                )[0][0]
            );
    }

    [Fact]
    public async Task Restore_to_mark_brings_every_database_online_at_the_same_mark_with_the_messages_before_it()
    {
        await Cycle(3);
        foreach (var destination in sandbox.LogShipping)
            Succeeds(await BizTalkSandbox.RunJobAsync(destination.Instance, destination.MarkJobName));

        var marks = new HashSet<string>();
        foreach (var database in sandbox.Group.BackedUpDatabases)
        {
            var destination = sandbox.DestinationOf(database.Instance);
            marks.Add((string)Rows(destination, $"SELECT TOP 1 MarkName FROM [{database.Name}].dbo.MarkLog ORDER BY MarkName DESC")[0][0]!);
            Assert.Equal(DatabaseState.Online, destination.FindDatabase(database.Name)!.State);
        }
        var mark = Assert.Single(marks);
        var expected = sandbox.Workload.CommittedBefore(mark).Order();
        Assert.NotEmpty(expected);
        foreach (var database in sandbox.Group.MessageDatabases)
            Assert.Equal(expected, Workload.ReadNumbers(sandbox.DestinationOf(database.Instance), database).Order());
        Assert.Contains(
            sandbox.Group.BackupJobName,
            Rows(sandbox.Destinations[0], "SELECT name FROM msdb.dbo.sysjobs").Select(row => (string)row[0]!)
        );
    }

    [Fact]
    public async Task A_partial_set_is_skipped_and_the_full_set_after_it_repairs_the_chain()
    {
        await Cycle(2);
        sandbox.Host.Faults.Add(new Fault(FaultPoint.BackupStart, "PROD-SQL2", "BizTalkDTADb"));
        sandbox.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False((await sandbox.RunBackupJobAsync()).Succeeded);
        await Cycle(2);
        // 1 full, 2 and 3 logs, 4 partial, 5 full, 6 and 7 logs.
        foreach (var destination in sandbox.Destinations)
            Assert.Equal([6L], Rows(destination, "SELECT BackupSetId FROM master.dbo.bts_LogShippingLastRestoreSet").Select(row => row[0]));
    }

    [Fact]
    public async Task After_a_clean_and_a_forced_full_backup_shipping_begins_anew()
    {
        await Cycle(2);
        foreach (var destination in sandbox.Destinations)
        {
            var id = Rows(destination, "SELECT CONVERT(nvarchar(128), SourceID) FROM master.dbo.bts_LogShippingSource")[0][0];
            using var session = destination.OpenInternalSession("test");
            session.Perform("EXEC sp_LogShippingClean @id", ("@id", id));
            Assert.DoesNotContain(destination.Databases, database => sandbox.Group.Find(database.Name) is not null);
        }
        using (var session = sandbox.Group.Management.Instance.OpenInternalSession("test", "BizTalkMgmtDb"))
            session.Perform("EXEC dbo.sp_ForceFullBackup");
        await Cycle(2);
        foreach (var destination in sandbox.Destinations)
            Assert.All(
                sandbox.Group.BackedUpDatabases.Where(database => sandbox.DestinationOf(database.Instance) == destination),
                database => Assert.Equal(DatabaseState.Restoring, destination.FindDatabase(database.Name)?.State)
            );
    }

    [Fact]
    public async Task The_schedules_alone_keep_the_destination_one_set_behind()
    {
        await sandbox.AdvanceAsync(TimeSpan.FromHours(1));
        var last = (long)
            Rows(sandbox.Sources[0], "SELECT MAX(BackupSetId) FROM BizTalkMgmtDb.dbo.adm_BackupHistory WHERE SetComplete = 1")[0][0]!;
        foreach (var destination in sandbox.Destinations)
            Assert.Equal(
                [last - 1],
                Rows(destination, "SELECT BackupSetId FROM master.dbo.bts_LogShippingLastRestoreSet").Select(row => row[0])
            );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_production_came_back_at_a_mark_shipping_goes_on_with_the_next_full_set(bool isCleaned)
    {
        await Cycle(3);
        foreach (var destination in sandbox.LogShipping)
            Succeeds(await BizTalkSandbox.RunJobAsync(destination.Instance, destination.MarkJobName));
        await sandbox.StopServicesAsync();
        foreach (var database in sandbox.Group.BackedUpDatabases)
            BringBack(database);
        Perform(sandbox.Destinations[0], $"EXEC msdb.dbo.sp_delete_job @job_name = N'{sandbox.Group.BackupJobName}'");
        await sandbox.StartServicesAsync();
        if (isCleaned)
        {
            // Before the source has taken its full backup, all that can be shipped is the chain from before.
            foreach (var destination in sandbox.Destinations)
                Perform(
                    destination,
                    "DECLARE @id nvarchar(128) = (SELECT CONVERT(nvarchar(128), SourceID) FROM bts_LogShippingSource) EXEC sp_LogShippingClean @id"
                );
            await sandbox.RunLogShippingAsync();
        }
        Perform(sandbox.Sources[0], "EXEC BizTalkMgmtDb.dbo.sp_ForceFullBackup");
        await Cycle(3);
        foreach (var destination in sandbox.Destinations)
            Assert.All(
                sandbox.Group.BackedUpDatabases.Where(database => sandbox.DestinationOf(database.Instance) == destination),
                database => Assert.Equal(DatabaseState.Restoring, destination.FindDatabase(database.Name)?.State)
            );
        var last = (long)Rows(sandbox.Sources[0], "SELECT MAX(BackupSetId) FROM BizTalkMgmtDb.dbo.adm_BackupHistory")[0][0]!;
        foreach (var destination in sandbox.Destinations)
            Assert.Equal(
                [last - 1],
                Rows(destination, "SELECT BackupSetId FROM master.dbo.bts_LogShippingLastRestoreSet").Select(row => row[0])
            );
    }

    private void BringBack(BizTalkDatabase database)
    {
        var destination = sandbox.DestinationOf(database.Instance);
        var file = $@"\\FILES\BizTalk\back_{database.Name}.bak";
        var moves = database.Instance.FindDatabase(database.Name)!.Files.Select(f => $", MOVE N'{f.LogicalName}' TO N'{f.PhysicalName}'");
        Perform(destination, $"BACKUP DATABASE [{database.Name}] TO DISK = N'{file}' WITH INIT");
        Perform(database.Instance, $"DROP DATABASE [{database.Name}]");
        Perform(database.Instance, $"RESTORE DATABASE [{database.Name}] FROM DISK = N'{file}' WITH RECOVERY{string.Concat(moves)}");
        Perform(destination, $"DROP DATABASE [{database.Name}]");
    }

    private static void Perform(SqlInstance instance, string statement)
    {
        using var session = instance.OpenInternalSession("test");
        session.Perform(statement);
    }

    private async Task Cycle(int times)
    {
        for (var i = 0; i < times; i++)
        {
            await sandbox.Workload.WriteAsync(5);
            sandbox.Host.Clock.Advance(TimeSpan.FromMinutes(1));
            // A message begun before the mark and committed after it belongs to the next set.
            using var open = sandbox.Workload.Begin();
            Succeeds(await sandbox.RunBackupJobAsync());
            open.Commit();
            foreach (var outcome in await sandbox.RunLogShippingAsync())
                Succeeds(outcome);
        }
    }

    private static void Succeeds(JobOutcome outcome) => Assert.True(outcome.Succeeded, outcome.Message);

    private static List<object?[]> Rows(SqlInstance instance, string query)
    {
        using var session = instance.OpenInternalSession("test");
        return session.Perform(query).Results[0].Rows;
    }
}
