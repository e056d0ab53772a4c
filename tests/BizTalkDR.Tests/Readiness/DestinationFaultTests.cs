using BizTalkDR.Readiness.Results;
using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Tests.Sides;

namespace BizTalkDR.Tests.Readiness;

/// <summary>Faults that can't be undone: each has a small sandbox of its own.</summary>
public sealed class DestinationFaultTests
{
    [Fact]
    public async Task A_copy_that_somebody_recovered_fails()
    {
        await using var sides = await ReadinessFixture.SmallAsync();
        sides.Execute("DR", "RESTORE DATABASE SSODB WITH RECOVERY");

        var results = sides.Test();

        var state = results.Fault("DestinationState");
        state.IsAt(ReadinessStatus.Failed, "DR", "SSODB");
        Assert.Contains("ONLINE", state.Detail);
        Assert.Contains("sp_ForceFullBackup", state.Remedy);
        Assert.Contains(results, result => result is { Name: "RestorePlan", Status: ReadinessStatus.Failed, Database: "SSODB" });
        Assert.Contains("RestorePlan", results.Fault("MarkAge").Remedy);

        await sides.BackUpAsync();
        await sides.BackUpAsync();
        Assert.Contains(await sides.Sandbox.RunLogShippingAsync(), outcome => !outcome.Succeeded);
        var lag = sides.Test(ReadinessArea.LogShipping).Fault("LogShippingLag");
        lag.IsAt(ReadinessStatus.Failed, "DR", "SSODB");
        Assert.DoesNotContain(".bak", lag.Detail);
        Assert.DoesNotContain("file back", lag.Remedy);
    }

    [Fact]
    public async Task A_database_of_the_source_that_is_offline_fails_since_no_backup_holds_it_any_more()
    {
        await using var sides = await ReadinessFixture.SmallAsync();
        sides.Execute("PROD", "ALTER DATABASE SSODB SET OFFLINE WITH ROLLBACK IMMEDIATE");

        var state = sides.Test(ReadinessArea.BackupJob).Fault("SourceState");

        state.IsAt(ReadinessStatus.Failed, "PROD", "SSODB");
        Assert.Contains("OFFLINE", state.Detail);
        Assert.Contains("SET ONLINE", state.Remedy);
    }

    [Fact]
    public async Task A_copy_that_is_gone_fails_and_so_do_the_folders_and_the_space_it_would_need()
    {
        await using var sides = await ReadinessFixture.SmallAsync();
        sides.Execute("DR", "DROP DATABASE BizTalkMsgBoxDb");

        var folders = sides.Test();
        sides.Sandbox.Host.Files.CreateDrive("DR", 'D');
        sides.Sandbox.Host.Files.CreateDrive("DR", 'E');
        Directory.CreateDirectory(sides.Sandbox.Host.Files.Map("DR", @"D:\Data")!);
        Directory.CreateDirectory(sides.Sandbox.Host.Files.Map("DR", @"E:\Log")!);
        sides.Sandbox.Host.Files.SetFreeSpace("DR", 'D', 1 << 20);
        var space = sides.Test(ReadinessArea.Storage);

        folders.Fault("DestinationState").IsAt(ReadinessStatus.Failed, "DR", "BizTalkMsgBoxDb");
        folders.Fault("LogShippingLag").IsAt(ReadinessStatus.Failed, "DR", "BizTalkMsgBoxDb");
        var missing = folders.Where(result => result is { Name: "Folders", Status: ReadinessStatus.Failed }).ToList();
        Assert.Equal(2, missing.Count);
        Assert.All(missing, fault => fault.IsAt(ReadinessStatus.Failed, "DR", "BizTalkMsgBoxDb"));
        Assert.Contains(missing, fault => fault.Detail.Contains(@"D:\Data"));
        Assert.DoesNotContain(space, result => result is { Name: "Folders", Status: not ReadinessStatus.Passed });
        var full = space.Fault("FreeSpace");
        full.IsAt(ReadinessStatus.Failed, "DR");
        Assert.Contains(@"D:\ has 1 MB free", full.Detail);
    }

    [Fact]
    public async Task A_volume_that_would_be_nearly_full_after_a_restore_warns()
    {
        await using var sides = await ReadinessFixture.SmallAsync();
        sides.Sandbox.Host.Files.SetFreeSpace("DR", 'F', 1 << 20);

        var fault = sides.Test(ReadinessArea.Storage).OnlyFault();

        Assert.Equal("FreeSpace", fault.Name);
        fault.IsAt(ReadinessStatus.Warning, "DR");
        Assert.Contains(@"F:\", fault.Detail);
    }

    [Fact]
    public async Task A_simple_database_fails_with_the_way_back_and_the_sets_after_it_are_partial()
    {
        await using var sides = await ReadinessFixture.SmallAsync();
        sides.Execute("PROD", "ALTER DATABASE ContosoOrders SET RECOVERY SIMPLE");

        var model = sides.Test(ReadinessArea.RecoveryModel).OnlyFault();
        var outcome = await sides.Sandbox.RunBackupJobAsync(TestContext.Current.CancellationToken);
        var results = sides.Test();

        model.IsAt(ReadinessStatus.Failed, "PROD", "ContosoOrders");
        Assert.Contains("SET RECOVERY FULL", model.Remedy);
        Assert.Contains("sp_ForceFullBackup", model.Remedy);
        Assert.False(outcome.Succeeded);
        var failed = results.Fault("JobOutcome");
        failed.IsAt(ReadinessStatus.Failed, "PROD");
        Assert.Contains("MarkAndBackupLog", failed.Detail);
        results.Fault("PartialSets").IsAt(ReadinessStatus.Failed, "PROD");
    }

    [Fact]
    public async Task A_partial_set_fails_until_a_full_set_was_taken_and_warns_after_that()
    {
        await using var sides = await ReadinessFixture.SmallAsync();
        sides.Sandbox.Host.Faults.Add(
            new BizTalkDR.Sandbox.Platform.Fault(BizTalkDR.Sandbox.Platform.FaultPoint.BackupStart, "PROD", "SSODB")
        );
        await sides.Sandbox.RunBackupJobAsync(TestContext.Current.CancellationToken);

        var before = sides.Test(ReadinessArea.BackupSet);
        await sides.BackUpAsync();
        var after = sides.Test(ReadinessArea.BackupSet);

        before.Fault("PartialSets").IsAt(ReadinessStatus.Failed, "PROD");
        after.Fault("PartialSets").IsAt(ReadinessStatus.Warning, "PROD");
    }

    [Fact]
    public async Task A_database_of_the_group_that_no_set_holds_fails()
    {
        await using var sides = await ReadinessFixture.SmallAsync();
        sides.Execute(
            "PROD",
            """
            CREATE DATABASE Invoices
            INSERT INTO BizTalkMgmtDb.dbo.adm_OtherBackupDatabases (DefaultDatabaseName, DatabaseName, ServerName, BTSServerName)
            VALUES (N'Invoices', N'Invoices', N'PROD', N'BTS01')
            """
        );

        var results = sides.Test(ReadinessArea.BackupSet, ReadinessArea.Security);

        results.Fault("Coverage").IsAt(ReadinessStatus.Failed, "PROD", "Invoices");
        var role = results.Fault("BackupUsers");
        role.IsAt(ReadinessStatus.Failed, "PROD", "Invoices");
        Assert.Contains("Backup_Setup_All_Procs.sql", role.Remedy);
    }

    [Fact]
    public async Task When_backups_stopped_the_last_usable_mark_gets_too_old()
    {
        await using var sides = await ReadinessFixture.SmallAsync();
        sides.Execute("PROD", $"EXEC msdb.dbo.sp_update_job @job_name = N'{ReadinessRunning.BackupJob}', @enabled = 0");
        await sides.Sandbox.AdvanceAsync(TimeSpan.FromMinutes(90), TestContext.Current.CancellationToken);

        var strict = sides.Test(ReadinessArea.BackupSet).OnlyFault();
        var lenient = sides.Test(new ReadinessOptions { Areas = [ReadinessArea.BackupSet], MaximumDataLoss = TimeSpan.FromHours(2) });

        Assert.Equal("MarkAge", strict.Name);
        strict.IsAt(ReadinessStatus.Failed, "PROD");
        Assert.Matches("1 hour (29|3[0-5]) minutes old.*No more than 1 hour may be lost", strict.Detail);
        Assert.All(lenient, result => Assert.Equal(ReadinessStatus.Passed, result.Status));
    }
}
