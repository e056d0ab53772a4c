namespace BizTalkDR.Sandbox.Tests.Storage.Statements;

public sealed class BackupAndRestoreStatementTests : StatementFixture
{
    public BackupAndRestoreStatementTests()
    {
        Run("CREATE DATABASE Orders");
        Run("USE Orders");
        Run("CREATE TABLE dbo.Messages (Id int PRIMARY KEY, Text nvarchar(50)); INSERT dbo.Messages VALUES (1, N'one')");
        Run("USE master");
    }

    [Fact]
    public void A_marked_restore_in_plain_t_sql()
    {
        Run(
            @"DECLARE @file nvarchar(200) = N'\\FILES\Backup\f.bak'; BACKUP DATABASE Orders TO DISK = @file WITH INIT, STATS = 10, NAME = N'full'"
        );
        Run("BEGIN TRAN m WITH MARK N'why'; INSERT Orders.dbo.Messages VALUES (2, N'two'); COMMIT");
        Run("INSERT Orders.dbo.Messages VALUES (3, N'three')");
        Run(@"DECLARE @db sysname = N'Orders'; BACKUP LOG @db TO DISK = N'\\FILES\Backup\l.trn' WITH COMPRESSION, CHECKSUM");

        Run(
            @"RESTORE DATABASE Orders FROM DISK = N'\\FILES\Backup\f.bak' WITH NORECOVERY, MOVE N'Orders' TO N'C:\Data\moved.mdf', STATS = 5",
            "SQL2"
        );
        Run(@"RESTORE LOG Orders FROM DISK = N'\\FILES\Backup\l.trn' WITH STOPATMARK = N'm', RECOVERY", "SQL2");
        Assert.Equal([1, 2], Run("SELECT Id FROM Orders.dbo.Messages ORDER BY Id", "SQL2").Column());
        Assert.Equal(@"C:\Data\moved.mdf", Instance("SQL2").FindDatabase("Orders")!.Files[0].PhysicalName);
    }

    [Fact]
    public void Msdb_remembers_marks_backups_and_restores()
    {
        Run(@"BACKUP DATABASE Orders TO DISK = N'\\FILES\Backup\f.bak' WITH NAME = N'full'");
        Run("BEGIN TRAN m WITH MARK N'why'; INSERT Orders.dbo.Messages VALUES (2, N'two'); COMMIT");
        Run(@"BACKUP LOG Orders TO DISK = N'\\FILES\Backup\l.trn'");
        Run(@"RESTORE DATABASE Orders FROM DISK = N'\\FILES\Backup\f.bak' WITH NORECOVERY, REPLACE", "SQL2");
        Run(@"RESTORE LOG Orders FROM DISK = N'\\FILES\Backup\l.trn' WITH STOPATMARK = N'm'", "SQL2");

        Assert.Equal(["D", "L"], Run("SELECT type FROM msdb.dbo.backupset ORDER BY backup_set_id").Column());
        Assert.Equal("m", Run("SELECT mark_name FROM msdb.dbo.logmarkhistory WHERE database_name = 'Orders'").Scalar);
        Assert.Empty(Run("SELECT mark_name FROM msdb.dbo.logmarkhistory", "SQL2").Rows);
        var restores = Run(
            "SELECT restore_type, stop_at_mark_name, recovery, [replace] FROM msdb.dbo.restorehistory ORDER BY restore_history_id",
            "SQL2"
        ).Rows;
        Assert.Equal(["D", null, false, true], restores[0]);
        Assert.Equal(["L", "m", true, false], restores[1]);
        Assert.Equal(
            [@"\\FILES\Backup\f.bak", @"\\FILES\Backup\l.trn"],
            Run(
                    "SELECT f.physical_device_name FROM msdb.dbo.backupset s JOIN msdb.dbo.backupmediafamily f ON f.media_set_id = s.media_set_id ORDER BY s.backup_set_id",
                    "SQL2"
                )
                .Column()
        );
    }

    [Fact]
    public void A_failed_backup_sends_its_cause_and_3013_and_the_batch_goes_on()
    {
        var sink = new RecordingSink();
        Session().ExecuteBatch(@"BACKUP LOG Orders TO DISK = N'\\FILES\Backup\l.trn'; SELECT 1", sink, CancellationToken.None);
        Assert.Equal([4214, 3013], sink.ErrorNumbers);
    }

    [Fact]
    public void A_catch_block_sees_the_last_error()
    {
        var number = Run(@"BEGIN TRY BACKUP LOG Orders TO DISK = N'x.trn' END TRY BEGIN CATCH SELECT ERROR_NUMBER() END CATCH").Scalar;
        Assert.Equal(3013, number);
    }

    [Fact]
    public void A_backup_in_a_transaction_is_refused_with_3021()
    {
        Assert.Equal([3021, 3013], Errors("BEGIN TRAN; BACKUP DATABASE Orders TO DISK = N'x.bak'"));
        Run("IF @@TRANCOUNT > 0 ROLLBACK");
    }

    [Fact]
    public void A_restoring_database_can_not_be_used_927()
    {
        Run(@"BACKUP DATABASE Orders TO DISK = N'\\FILES\Backup\f.bak'");
        Run(@"RESTORE DATABASE Orders FROM DISK = N'\\FILES\Backup\f.bak' WITH NORECOVERY", "SQL2");
        Assert.Contains(927, Errors("USE Orders", "SQL2"));
        Assert.Contains(927, Errors("SELECT * FROM Orders.dbo.Messages", "SQL2"));
        Assert.Equal("RESTORING", Run("SELECT state_desc FROM sys.databases WHERE name = 'Orders'", "SQL2").Scalar);
        Assert.NotNull(
            Run("SELECT redo_start_lsn FROM sys.master_files WHERE database_id = DB_ID('Orders') AND file_id = 1", "SQL2").Scalar
        );
        Run("RESTORE DATABASE Orders WITH RECOVERY", "SQL2");
        Run("USE Orders", "SQL2");
    }

    [Fact]
    public void What_the_sandbox_can_not_do_is_refused_clearly()
    {
        Assert.Equal([3219], Errors(@"BACKUP DATABASE Orders FILEGROUP = 'PRIMARY' TO DISK = N'x.bak'"));
        Assert.Equal([3206], Errors("BACKUP DATABASE Orders TO device"));
        Assert.Equal([1844], Errors("CREATE DATABASE Snap ON (NAME = Orders, FILENAME = N'C:\\Data\\s.ss') AS SNAPSHOT OF Orders"));
    }
}
