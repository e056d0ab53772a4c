using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Tests.Catalog;

/// <summary>sys.database_recovery_status: what a database is, whatever it is called.</summary>
public sealed class RecoveryStatusTests : CatalogTestBase
{
    private const string Full = @"C:\Backup\Orders.bak";
    private const string Log = @"C:\Backup\Orders.trn";

    private sealed record Status(Guid? Database, Guid? Family, decimal? LastLog, Guid? Fork, Guid? FirstFork, decimal? ForkPoint);

    [Fact]
    public void A_restored_copy_is_of_the_same_family_and_on_a_fork_of_its_own()
    {
        BackUp();
        var original = Read("Orders");
        Run(
            $"RESTORE DATABASE Copied FROM DISK = N'{Full}' WITH MOVE N'Orders' TO N'C:\\Data\\c.mdf', MOVE N'Orders_log' TO N'C:\\Data\\c.ldf'"
        );
        var copy = Read("Copied");
        Assert.Equal(original.Family, copy.Family);
        Assert.NotEqual(original.Database, copy.Database);
        Assert.NotEqual(original.Fork, copy.Fork);
        Assert.Equal(original.Fork, copy.FirstFork);
        Assert.NotNull(copy.ForkPoint);
    }

    [Fact]
    public void The_fork_point_is_told_until_a_log_backup_begins_on_the_new_fork()
    {
        BackUp();
        Run($"RESTORE DATABASE Orders FROM DISK = N'{Full}' WITH REPLACE");
        Assert.NotNull(Read("Orders").ForkPoint);
        Run(@"BACKUP LOG Orders TO DISK = N'C:\Backup\next.trn'");
        var status = Read("Orders");
        Assert.Equal(status.Fork, status.FirstFork);
        Assert.Null(status.ForkPoint);
    }

    [Fact]
    public void A_restore_over_a_database_keeps_its_database_guid_and_takes_the_backups_family()
    {
        BackUp();
        var before = Read("Orders");
        Run("CREATE DATABASE Others");
        var others = Read("Others");
        Run(
            $"RESTORE DATABASE Others FROM DISK = N'{Full}' WITH REPLACE, MOVE N'Orders' TO N'C:\\Data\\Others.mdf', MOVE N'Orders_log' TO N'C:\\Log\\Others_log.ldf'"
        );
        Assert.Equal(before.Family, Read("Others").Family);
        Assert.Equal(others.Database, Read("Others").Database);
        Assert.NotEqual(others.Family, Read("Others").Family);
    }

    [Fact]
    public void A_database_that_is_dropped_and_made_again_under_its_name_is_another_one()
    {
        BackUp();
        var before = Read("Orders");
        Run("DROP DATABASE Orders; CREATE DATABASE Orders");
        var after = Read("Orders");
        Assert.NotEqual(before.Family, after.Family);
        Assert.NotEqual(before.Database, after.Database);
        Assert.NotEqual(before.Fork, after.Fork);
        Assert.Equal(after.Fork, after.FirstFork);
        Assert.Null(after.ForkPoint);
    }

    [Fact]
    public void One_that_was_dropped_and_restored_is_the_same_family_again_on_another_fork()
    {
        BackUp();
        var before = Read("Orders");
        Run($"DROP DATABASE Orders; RESTORE DATABASE Orders FROM DISK = N'{Full}'");
        var after = Read("Orders");
        Assert.Equal(before.Family, after.Family);
        Assert.NotEqual(before.Database, after.Database);
        Assert.NotEqual(before.Fork, after.Fork);
    }

    [Fact]
    public void While_it_is_restoring_or_offline_nothing_is_known_of_it()
    {
        BackUp();
        Run($"BACKUP LOG Orders TO DISK = N'{Log}' WITH NORECOVERY");
        Assert.Equal(new Status(null, null, null, null, null, null), Read("Orders"));
        Run("RESTORE DATABASE Orders WITH RECOVERY; ALTER DATABASE Orders SET OFFLINE");
        Assert.Equal(new Status(null, null, null, null, null, null), Read("Orders"));
    }

    private void BackUp()
    {
        Run("CREATE DATABASE Orders");
        Run($"BACKUP DATABASE Orders TO DISK = N'{Full}'");
    }

    private void Run(string statement) => Session().Perform(statement);

    private Status Read(string database)
    {
        var row = Session()
            .Perform(
                "SELECT database_guid, family_guid, last_log_backup_lsn, recovery_fork_guid, first_recovery_fork_guid, fork_point_lsn "
                    + $"FROM sys.database_recovery_status WHERE database_id = DB_ID(N'{database}')"
            )
            .Results[0]
            .Rows[0];
        return new Status((Guid?)row[0], (Guid?)row[1], (decimal?)row[2], (Guid?)row[3], (Guid?)row[4], (decimal?)row[5]);
    }
}
