namespace BizTalkDR.Sandbox.Tests.Storage.Statements;

/// <summary>
/// Under the bulk-logged recovery model some statements are minimally logged: the next log backup says so (HasBulkLoggedData) and can't be restored
/// to a point inside it (4341).
/// </summary>
public sealed class MinimalLoggingTests : StatementFixture
{
    private const string Share = @"\\FILES\Backup";
    private int files;

    public MinimalLoggingTests()
    {
        Run("CREATE DATABASE Orders");
        Run("ALTER DATABASE Orders SET RECOVERY BULK_LOGGED");
        Run(
            """
            CREATE TABLE Orders.dbo.Source (Id int NOT NULL PRIMARY KEY, Text nvarchar(20));
            CREATE TABLE Orders.dbo.Heap (Id int NOT NULL, Text nvarchar(20));
            CREATE TABLE Orders.dbo.Ordered (Id int NOT NULL PRIMARY KEY CLUSTERED, Text nvarchar(20));
            CREATE TABLE Orders.dbo.Filled (Id int NOT NULL PRIMARY KEY CLUSTERED, Text nvarchar(20));
            INSERT INTO Orders.dbo.Source VALUES (1, N'a'), (2, N'b');
            INSERT INTO Orders.dbo.Filled VALUES (7, N'g');
            CREATE CLUSTERED INDEX CX ON Orders.dbo.Heap (Id); DROP INDEX CX ON Orders.dbo.Heap
            """
        );
        Run($@"BACKUP DATABASE Orders TO DISK = N'{Share}\full.bak'");
        BackUpLog();
    }

    [Theory]
    [InlineData("SELECT * INTO Orders.dbo.Copy FROM Orders.dbo.Source", true)]
    [InlineData("SELECT * INTO Orders.dbo.Copy FROM Orders.dbo.Source WHERE Id > 9", false)]
    [InlineData("SELECT * INTO #copy FROM Orders.dbo.Source", false)]
    [InlineData("INSERT INTO Orders.dbo.Heap WITH (TABLOCK) SELECT * FROM Orders.dbo.Source", true)]
    [InlineData("INSERT INTO Orders.dbo.Heap SELECT * FROM Orders.dbo.Source", false)]
    [InlineData("INSERT INTO Orders.dbo.Heap WITH (TABLOCK) VALUES (3, N'c')", false)]
    [InlineData("INSERT INTO Orders.dbo.Ordered WITH (TABLOCK) SELECT * FROM Orders.dbo.Source", true)]
    [InlineData("INSERT INTO Orders.dbo.Filled WITH (TABLOCK) SELECT * FROM Orders.dbo.Source", false)]
    [InlineData("CREATE INDEX IX ON Orders.dbo.Source (Text)", true)]
    [InlineData("CREATE INDEX IX ON Orders.dbo.Heap (Text)", false)]
    [InlineData("ALTER INDEX ALL ON Orders.dbo.Source REBUILD", true)]
    [InlineData("ALTER INDEX ALL ON Orders.dbo.Source REORGANIZE", false)]
    [InlineData("UPDATE Orders.dbo.Source SET Text = N'x'", false)]
    public void A_log_backup_says_whether_it_holds_minimally_logged_operations(string statement, bool expected)
    {
        Run(statement);
        Assert.Equal(expected, HasBulkLoggedData(BackUpLog()));
        Run("INSERT INTO Orders.dbo.Source VALUES (99, N'z')");
        Assert.False(HasBulkLoggedData(BackUpLog()));
    }

    [Fact]
    public void Dropping_a_clustered_index_writes_the_rows_anew()
    {
        Run("INSERT INTO Orders.dbo.Heap VALUES (1, N'a'); CREATE CLUSTERED INDEX CX ON Orders.dbo.Heap (Id)");
        BackUpLog();
        Run("DROP INDEX CX ON Orders.dbo.Heap");
        Assert.True(HasBulkLoggedData(BackUpLog()));
    }

    [Theory]
    [InlineData("FULL")]
    [InlineData("SIMPLE")]
    public void Under_another_recovery_model_nothing_is_minimally_logged_for_the_log_backup(string model)
    {
        Run($"ALTER DATABASE Orders SET RECOVERY {model}");
        Run("SELECT * INTO Orders.dbo.Copy FROM Orders.dbo.Source");
        Run("ALTER DATABASE Orders SET RECOVERY FULL");
        Run($@"BACKUP DATABASE Orders TO DISK = N'{Share}\again.bak'");
        Assert.False(HasBulkLoggedData(BackUpLog()));
    }

    [Fact]
    public void A_mark_in_such_a_log_can_not_be_stopped_at_4341_but_the_whole_log_can_be_restored()
    {
        Run("SELECT * INTO Orders.dbo.Copy FROM Orders.dbo.Source");
        Run("BEGIN TRANSACTION m WITH MARK; INSERT INTO Orders.dbo.Source VALUES (3, N'c'); COMMIT");
        Run("INSERT INTO Orders.dbo.Source VALUES (4, N'd')");
        var log = BackUpLog();
        Run($@"RESTORE DATABASE Orders FROM DISK = N'{Share}\full.bak' WITH NORECOVERY", "SQL2");
        Run($@"RESTORE LOG Orders FROM DISK = N'{Share}\1.trn' WITH NORECOVERY", "SQL2");
        Assert.Equal([4341, 3013], Errors($"RESTORE LOG Orders FROM DISK = N'{log}' WITH STOPATMARK = N'm', NORECOVERY", "SQL2"));
        Run($"RESTORE LOG Orders FROM DISK = N'{log}' WITH RECOVERY", "SQL2");
        Assert.Equal(2, Run("SELECT COUNT(*) FROM Orders.dbo.Copy", "SQL2").Scalar);
        Assert.Equal(4, Run("SELECT COUNT(*) FROM Orders.dbo.Source", "SQL2").Scalar);
    }

    [Fact]
    public void A_mark_in_the_next_log_can_be_stopped_at_again()
    {
        Run("SELECT * INTO Orders.dbo.Copy FROM Orders.dbo.Source");
        var bulk = BackUpLog();
        Run("BEGIN TRANSACTION m WITH MARK; INSERT INTO Orders.dbo.Source VALUES (3, N'c'); COMMIT");
        Run("INSERT INTO Orders.dbo.Source VALUES (4, N'd')");
        var log = BackUpLog();
        Run($@"RESTORE DATABASE Orders FROM DISK = N'{Share}\full.bak' WITH NORECOVERY", "SQL2");
        foreach (var file in new[] { $@"{Share}\1.trn", bulk })
            Run($"RESTORE LOG Orders FROM DISK = N'{file}' WITH STOPATMARK = N'm', NORECOVERY", "SQL2");
        Run($"RESTORE LOG Orders FROM DISK = N'{log}' WITH STOPATMARK = N'm', RECOVERY", "SQL2");
        Assert.Equal(3, Run("SELECT COUNT(*) FROM Orders.dbo.Source", "SQL2").Scalar);
    }

    private string BackUpLog()
    {
        var file = $@"{Share}\{++files}.trn";
        Run($"BACKUP LOG Orders TO DISK = N'{file}'");
        return file;
    }

    private bool HasBulkLoggedData(string file)
    {
        var headers = Assert.Single(Run($"RESTORE HEADERONLY FROM DISK = N'{file}'").ResultSets);
        var column = headers.Columns.Select(each => each.Name).ToList().IndexOf("HasBulkLoggedData");
        return (bool)Assert.Single(headers.Rows)[column]!;
    }
}
