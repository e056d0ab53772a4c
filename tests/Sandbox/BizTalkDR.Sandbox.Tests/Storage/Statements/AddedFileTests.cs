namespace BizTalkDR.Sandbox.Tests.Storage.Statements;

/// <summary>ADD FILE lies in the log: a log or differential that brings a file along makes it.</summary>
public sealed class AddedFileTests : StatementFixture
{
    private const string RestoreLog = @"RESTORE LOG Orders FROM DISK = N'\\FILES\Backup\l.trn' WITH NORECOVERY";

    public AddedFileTests()
    {
        Host.Files.CreateDrive(Instance("SQL1").ComputerName, 'S');
        Run("CREATE DATABASE Orders");
        Run(@"BACKUP DATABASE Orders TO DISK = N'\\FILES\Backup\f.bak'");
        Run(@"ALTER DATABASE Orders ADD FILE (NAME = N'Orders2', FILENAME = N'S:\Orders2.ndf')");
        Run(@"ALTER DATABASE Orders ADD FILE (NAME = N'Orders3', FILENAME = N'S:\Orders3.ndf')");
        Run("ALTER DATABASE Orders REMOVE FILE Orders3");
        Run(@"BACKUP DATABASE Orders TO DISK = N'\\FILES\Backup\d.bak' WITH DIFFERENTIAL");
        Run(@"BACKUP LOG Orders TO DISK = N'\\FILES\Backup\l.trn'");
        Run(@"RESTORE DATABASE Orders FROM DISK = N'\\FILES\Backup\f.bak' WITH NORECOVERY", "SQL2");
    }

    [Fact]
    public void A_log_makes_the_file_where_MOVE_says()
    {
        Run(RestoreLog + @", MOVE N'Orders2' TO N'C:\Data\here.ndf'", "SQL2");

        Assert.Equal(["Orders", "Orders2", "Orders_log"], Names());
        Assert.Contains(Instance("SQL2").FindDatabase("Orders")!.Files, file => file.PhysicalName == @"C:\Data\here.ndf");
    }

    [Fact]
    public void Without_MOVE_it_goes_where_the_source_had_it_and_is_refused_where_that_does_not_exist()
    {
        Assert.Equal([5133, 3156, 3119, 3013], Errors(RestoreLog, "SQL2"));
        Assert.Equal(["Orders", "Orders_log"], Names());

        Host.Files.CreateDrive(Instance("SQL2").ComputerName, 'S');
        Run(RestoreLog, "SQL2");
        Assert.Contains(Instance("SQL2").FindDatabase("Orders")!.Files, file => file.PhysicalName == @"S:\Orders2.ndf");
    }

    [Fact]
    public void A_MOVE_of_a_file_that_the_log_does_not_know_is_refused() =>
        Assert.Equal(3234, Errors(RestoreLog + @", MOVE N'Nothing' TO N'C:\Data\here.ndf'", "SQL2").First());

    [Fact]
    public void A_differential_makes_it_too()
    {
        Run(@"RESTORE DATABASE Orders FROM DISK = N'\\FILES\Backup\d.bak' WITH NORECOVERY, MOVE N'Orders2' TO N'C:\Data\here.ndf'", "SQL2");

        Assert.Equal(["Orders", "Orders2", "Orders_log"], Names());
    }

    private IEnumerable<string> Names() =>
        Instance("SQL2").FindDatabase("Orders")!.Files.Select(file => file.LogicalName).Order(StringComparer.Ordinal);
}
