using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Tests.Storage.Statements;

public sealed class DatabaseStatementTests : StatementFixture
{
    [Fact]
    public void Create_takes_files_sizes_and_collation()
    {
        Host.Files.CreateDrive("SQL1", 'D');
        Run(
            @"CREATE DATABASE Orders ON PRIMARY (NAME = o, FILENAME = N'D:\o.mdf', SIZE = 16MB, FILEGROWTH = 10%), (NAME = o2, FILENAME = N'D:\o2.ndf')
            LOG ON (NAME = ol, FILENAME = N'D:\ol.ldf', MAXSIZE = 1GB) COLLATE Latin1_General_BIN"
        );
        var database = Instance().FindDatabase("Orders")!;
        Assert.Equal([(1, "o"), (2, "ol"), (3, "o2")], database.Files.Select(file => (file.FileId, file.LogicalName)));
        Assert.Equal((2048, 10, true), (database.Files[0].Size, database.Files[0].Growth, database.Files[0].IsPercentGrowth));
        Assert.Equal("Latin1_General_BIN", database.Options.Collation);
        Assert.Equal(Session().Login.Sid, database.OwnerSid);
    }

    [Fact]
    public void Create_and_drop_answer_with_the_documented_errors()
    {
        Run("CREATE DATABASE Orders");
        Assert.Equal([1801], Errors("CREATE DATABASE orders"));
        Assert.Equal([5133, 1802], Errors(@"CREATE DATABASE X ON (NAME = x, FILENAME = N'C:\Gone\x.mdf')"));
        Assert.Equal([226], Errors("BEGIN TRAN; CREATE DATABASE Y"));
        Run("IF @@TRANCOUNT > 0 ROLLBACK");
        Run("USE Orders");
        Assert.Equal([3702], Errors("DROP DATABASE Orders"));
        Run("USE master");
        Run("DROP DATABASE Orders");
        Assert.Equal([3701], Errors("DROP DATABASE Orders"));
        Run("DROP DATABASE IF EXISTS Orders, Another");
    }

    [Fact]
    public void Set_changes_options()
    {
        Run("CREATE DATABASE Orders");
        Run("ALTER DATABASE Orders SET RECOVERY SIMPLE, TRUSTWORTHY ON, DB_CHAINING ON");
        Run("ALTER DATABASE Orders SET COMPATIBILITY_LEVEL = 130");
        Run("ALTER DATABASE Orders SET DISABLE_BROKER WITH ROLLBACK IMMEDIATE");
        var options = Instance().FindDatabase("Orders")!.Options;
        Assert.Equal((RecoveryModel.Simple, 130), (options.RecoveryModel, options.CompatibilityLevel));
        Assert.True(options is { IsTrustworthy: true, IsDbChaining: true, IsBrokerEnabled: false });
    }

    [Fact]
    public void The_simple_model_breaks_the_log_chain()
    {
        Run("CREATE DATABASE Orders");
        Run("BACKUP DATABASE Orders TO DISK = N'f.bak'");
        Run("BACKUP LOG Orders TO DISK = N'l.trn'");
        Run("ALTER DATABASE Orders SET RECOVERY SIMPLE");
        Run("ALTER DATABASE Orders SET RECOVERY FULL");
        Assert.Equal([4214, 3013], Errors("BACKUP LOG Orders TO DISK = N'l.trn'"));
        Run("BACKUP DATABASE Orders TO DISK = N'd.bak' WITH DIFFERENTIAL");
        Run("BACKUP LOG Orders TO DISK = N'l.trn'");
    }

    [Fact]
    public void Rollback_immediate_ends_the_sessions_in_the_way()
    {
        Run("CREATE DATABASE Orders");
        Run("CREATE TABLE Orders.dbo.T (Id int)");
        var other = Instance().OpenInternalSession("other", "Orders");
        Run(other, "BEGIN TRAN; INSERT dbo.T VALUES (1)");
        Assert.Equal([5070, 5069], Errors("ALTER DATABASE Orders SET SINGLE_USER WITH NO_WAIT"));
        Run("ALTER DATABASE Orders SET SINGLE_USER WITH ROLLBACK IMMEDIATE");
        Assert.True(other.Killed.IsCancellationRequested);
        Run("USE Orders");
        Assert.Empty(Run("SELECT * FROM dbo.T").Rows);
        Run("ALTER DATABASE Orders SET MULTI_USER");
    }

    [Fact]
    public void Offline_and_online()
    {
        Run("CREATE DATABASE Orders");
        Run("ALTER DATABASE Orders SET OFFLINE WITH ROLLBACK IMMEDIATE");
        Assert.Contains(942, Errors("USE Orders"));
        Run("ALTER DATABASE Orders SET ONLINE");
        Run("USE Orders");
    }

    [Fact]
    public void A_database_whose_file_is_gone_does_not_come_online_5120()
    {
        Run("CREATE DATABASE Orders");
        Run("ALTER DATABASE Orders SET OFFLINE");
        File.Delete(Host.Files.Map("SQL1", @"C:\Data\Orders.mdf")!);
        Assert.Equal([5120, 5069], Errors("ALTER DATABASE Orders SET ONLINE"));
        Assert.Equal(DatabaseState.RecoveryPending, Instance().FindDatabase("Orders")!.State);
    }

    [Fact]
    public void Names_and_files_change()
    {
        Run("CREATE DATABASE Orders");
        Run("ALTER DATABASE Orders MODIFY NAME = Sales");
        Run("ALTER DATABASE Sales MODIFY FILE (NAME = Orders, NEWNAME = Sales, SIZE = 64MB)");
        Run(@"ALTER DATABASE Sales ADD FILE (NAME = more, FILENAME = N'C:\Data\more.ndf')");
        var database = Instance().FindDatabase("Sales")!;
        Assert.Equal(["Sales", "Orders_log", "more"], database.Files.Select(file => file.LogicalName));
        Assert.Equal(8192, database.Files[0].Size);
        Run("ALTER DATABASE Sales REMOVE FILE more");
        Assert.False(File.Exists(Host.Files.Map("SQL1", @"C:\Data\more.ndf")));
        Assert.Equal([5041, 5069], Errors("ALTER DATABASE Sales MODIFY FILE (NAME = nothing, SIZE = 100MB)"));
        Assert.Equal([5011, 5069], Errors("ALTER DATABASE Nothing SET MULTI_USER"));
    }

    [Fact]
    public void A_restoring_database_is_not_altered_5052()
    {
        Run("CREATE DATABASE Orders");
        Run("BACKUP DATABASE Orders TO DISK = N'f.bak'");
        Run("BACKUP LOG Orders TO DISK = N'l.trn' WITH NORECOVERY");
        Assert.Equal([5052, 5069], Errors("ALTER DATABASE Orders SET MULTI_USER"));
        Run("DROP DATABASE Orders");
    }

    [Fact]
    public void A_read_only_database_refuses_changes_3906()
    {
        Run("CREATE DATABASE Orders");
        Run("CREATE TABLE Orders.dbo.T (Id int)");
        Run("ALTER DATABASE Orders SET READ_ONLY");
        Assert.Contains(3906, Errors("INSERT Orders.dbo.T VALUES (1)"));
        Run("ALTER DATABASE Orders SET READ_WRITE");
        Run("INSERT Orders.dbo.T VALUES (1)");
    }

    [Fact]
    public void Nothing_is_written_into_a_read_only_database_not_even_by_a_backup()
    {
        const string end = "SELECT log_end_lsn FROM sys.dm_db_log_stats(DB_ID(N'Orders'))";
        Run("CREATE DATABASE Orders");
        Run("ALTER DATABASE Orders SET READ_ONLY");
        var before = Run(end).Scalar;

        Run("BACKUP DATABASE Orders TO DISK = N'orders.bak'");
        Run("USE Orders; CHECKPOINT; USE master");
        Assert.Equal([3906], Errors("ALTER AUTHORIZATION ON DATABASE::Orders TO sa"));

        Assert.Equal(before, Run(end).Scalar);
        Run("ALTER DATABASE Orders SET READ_WRITE");
        Assert.NotEqual(before, Run(end).Scalar);
    }

    [Fact]
    public void A_lock_timeout_ends_a_wait_with_1222()
    {
        Run("CREATE DATABASE Orders");
        Run("CREATE TABLE Orders.dbo.T (Id int)");
        var other = Instance().OpenInternalSession("other", "Orders");
        Run(other, "BEGIN TRAN; INSERT dbo.T VALUES (1)");
        Assert.Equal([1222], Errors("SET LOCK_TIMEOUT 10; SELECT * FROM Orders.dbo.T"));
        Run(other, "COMMIT");
        Assert.Single(Run("SELECT * FROM Orders.dbo.T").Rows);
    }
}
