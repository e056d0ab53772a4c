using BizTalkDR.DatabaseSets;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class BackupBtsDatabaseSetCommandTests : CmdletTests
{
    public BackupBtsDatabaseSetCommandTests() => Engine = Samples.EngineWithGroup(InstanceSide.Destination);

    [Fact]
    public void The_destination_is_backed_up_to_the_topologys_folder()
    {
        var run = Run("Backup-BtsDatabaseSet $topology");
        Assert.Equal(["back up DR1/BizTalkMgmtDb", "back up DR1/BizTalkMsgBoxDb"], Engine.Done);
        Assert.Equal(InstanceSide.Destination, Engine.SideRead);
        Assert.Equal(@"\\FILES\Failback", Engine.BackupOptions!.Folder);
        Assert.Null(Engine.BackupOptions.Compress);
        Assert.Equal(2, run.Output.Count);
        Assert.Contains(run.Progress, progress => progress is { ParentActivityId: 1, PercentComplete: 50 });
    }

    [Fact]
    public void Options_reach_the_engine()
    {
        Run(@"Backup-BtsDatabaseSet $topology -Path E:\Full -ThrottleLimit 2 -CopyOnly -CompressBackup");
        Assert.Equal(
            new DatabaseSetBackupOptions
            {
                Folder = @"E:\Full",
                CopyOnly = true,
                Compress = true,
                ThrottleLimit = 2,
            },
            Engine.BackupOptions
        );
    }

    [Fact]
    public void Compression_can_be_switched_off()
    {
        Run("Backup-BtsDatabaseSet $topology -CompressBackup:$false");
        Assert.False(Engine.BackupOptions!.Compress);
    }

    [Fact]
    public void Without_a_folder_nothing_is_backed_up()
    {
        Assert.Equal("NoBackupLocation", FailureOf("Backup-BtsDatabaseSet -SqlInstance DR1").Id());
        Assert.Empty(Engine.Done);
    }

    [Fact]
    public void A_backup_that_fails_is_an_error_beside_the_others_results()
    {
        Engine.Backup = key => new DatabaseBackupResult
        {
            Database = key,
            IsBackedUp = key.Name != "BizTalkMsgBoxDb",
            Error = key.Name == "BizTalkMsgBoxDb" ? new BizTalkDRException("BackupFailed", ErrorKind.Operation, "disk full") : null,
        };
        var run = Run("Backup-BtsDatabaseSet $topology");
        Assert.Equal("BackupFailed", Assert.Single(run.Errors).Id());
        Assert.Equal(2, run.Output.Count);
    }

    [Fact]
    public void Confirm_asks_once_for_all_and_No_leaves_all_alone()
    {
        Session.Host.Answer = false;
        var run = Run("Backup-BtsDatabaseSet $topology -Confirm");
        Assert.Equal(
            ("2 databases on DR1 (BizTalkMgmtDb, BizTalkMsgBoxDb)", @"Full backup to '\\FILES\Failback', and verify it"),
            Assert.Single(run.Asked)
        );
        Assert.Single(run.Questions);
        Assert.Empty(Engine.Done);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void A_throttle_limit_beyond_reason_is_refused(int limit) =>
        Assert.Equal("ParameterArgumentValidationError", FailureOf($"Backup-BtsDatabaseSet $topology -ThrottleLimit {limit}").Id());
}
