using Microsoft.Data.SqlClient;
using Microsoft.SqlServer.Management.Common;
using Microsoft.SqlServer.Management.Smo;

namespace BizTalkDR.Sandbox.Tests.Smo;

public sealed class BackupAndRestoreTests(SmoFixture fixture) : IClassFixture<SmoFixture>
{
    [Fact]
    public void A_database_is_backed_up_and_restored_with_progress()
    {
        const string file = @"C:\Backup\whole.bak";
        fixture.Execute("CREATE DATABASE Whole");
        fixture.Execute("CREATE TABLE Whole.dbo.T (Id int); INSERT INTO Whole.dbo.T VALUES (1)");
        var server = fixture.Connect();
        var backup = new Backup { Action = BackupActionType.Database, Database = "Whole" };
        backup.Devices.AddDevice(file, DeviceType.File);
        backup.SqlBackup(server);
        fixture.Execute("DELETE FROM Whole.dbo.T");

        var percents = new List<int>();
        var messages = new List<int>();
        var restore = Restoring("Whole", file);
        restore.ReplaceDatabase = true;
        restore.PercentCompleteNotification = 10;
        restore.PercentComplete += (_, progress) => percents.Add(progress.Percent);
        restore.Information += (_, message) => messages.Add(message.Error.Number);
        restore.Complete += (_, message) => messages.Add(message.Error.Number);
        restore.SqlRestore(server);

        Assert.Equal(1, fixture.Scalar("SELECT COUNT(*) FROM Whole.dbo.T"));
        Assert.Contains(100, percents);
        Assert.Contains(3014, messages);
    }

    [Fact]
    public void Headers_and_files_of_a_backup_are_read()
    {
        const string file = @"C:\Backup\headers.bak";
        fixture.Execute($"BACKUP DATABASE Orders TO DISK = N'{file}' WITH INIT; BACKUP LOG Orders TO DISK = N'{file}'");
        var server = fixture.Connect();
        var restore = Restoring("Orders", file);

        var headers = restore.ReadBackupHeader(server);
        Assert.Equal([(short)1, (short)2], headers.Rows.Cast<System.Data.DataRow>().Select(row => Convert.ToInt16(row["Position"], null)));
        Assert.Equal("Orders", headers.Rows[0]["DatabaseName"]);
        Assert.Equal(2, restore.ReadFileList(server).Rows.Count);
        Assert.True(restore.SqlVerify(server, out var message), message);
    }

    [Fact]
    public void A_log_restored_to_a_mark_leaves_the_rows_before_it()
    {
        fixture.Execute("CREATE DATABASE Marked");
        fixture.Execute("CREATE TABLE Marked.dbo.T (Id int)");
        fixture.Execute(@"BACKUP DATABASE Marked TO DISK = N'C:\Backup\marked.bak' WITH INIT");
        fixture.Execute(
            "USE Marked; BEGIN TRANSACTION M1 WITH MARK 'M1'; INSERT INTO dbo.T VALUES (1); COMMIT; INSERT INTO dbo.T VALUES (2)"
        );
        fixture.Execute(@"BACKUP LOG Marked TO DISK = N'C:\Backup\marked.trn' WITH INIT");
        var server = fixture.Connect();
        var full = Restoring("Marked", @"C:\Backup\marked.bak");
        (full.ReplaceDatabase, full.NoRecovery) = (true, true);
        full.SqlRestore(server);
        var log = Restoring("Marked", @"C:\Backup\marked.trn");
        (log.Action, log.StopAtMarkName) = (RestoreActionType.Log, "M1");
        log.SqlRestore(server);

        Assert.Equal("1", fixture.Scalar("SELECT CONVERT(varchar(10), MAX(Id)) FROM Marked.dbo.T"));
    }

    [Fact]
    public void A_restore_that_fails_says_why()
    {
        var server = fixture.Connect();

        var failure = Assert.Throws<FailedOperationException>(() => Restoring("Orders", @"C:\Backup\nothing.bak").SqlRestore(server));

        var execution = Assert.IsType<ExecutionFailureException>(failure.InnerException);
        var error = Assert.IsType<SqlException>(execution.InnerException);
        Assert.Equal([3201, 3013], error.Errors.Cast<SqlError>().Select(each => each.Number));
    }

    private static Restore Restoring(string database, string file)
    {
        var restore = new Restore { Database = database, Action = RestoreActionType.Database };
        restore.Devices.AddDevice(file, DeviceType.File);
        return restore;
    }
}
