using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Tests.Catalog;

public sealed class PermissionTests : CatalogTestBase
{
    private readonly SqlSession user;

    public PermissionTests()
    {
        var session = Session();
        session.MustRun("CREATE DATABASE Sample; CREATE LOGIN u WITH PASSWORD = 'Pa55word!'");
        session.MustRun(
            "USE Sample; CREATE USER u FOR LOGIN u; CREATE TABLE dbo.T (Id int); CREATE TABLE dbo.Other (Id int); INSERT INTO dbo.T VALUES (1)"
        );
        session.MustRun("CREATE VIEW dbo.V AS SELECT Id FROM dbo.T");
        session.MustRun("CREATE PROCEDURE dbo.P AS INSERT INTO dbo.T VALUES (2); SELECT COUNT(*) FROM dbo.T");
        var request = new LoginRequest
        {
            UserName = "u",
            Password = "Pa55word!",
            Database = "Sample",
        };
        user = Instance.LogIn(request);
    }

    private void Grant(string statement) => Session("Sample").MustRun(statement);

    [Theory]
    [InlineData("SELECT * FROM dbo.T", 229)]
    [InlineData("SELECT * FROM dbo.V", 229)]
    [InlineData("INSERT INTO dbo.T VALUES (1)", 229)]
    [InlineData("UPDATE dbo.T SET Id = 2", 229)]
    [InlineData("DELETE FROM dbo.T", 229)]
    [InlineData("EXEC dbo.P", 229)]
    [InlineData("CREATE DATABASE Mine", 262)]
    [InlineData("DROP DATABASE Sample", 3701)]
    [InlineData("EXEC sp_configure 'backup compression default', 1", 15247)]
    [InlineData("RECONFIGURE", 5812)]
    public void Without_a_permission_a_statement_is_refused(string statement, int number) =>
        Assert.Equal([number], user.Run(statement).ErrorNumbers);

    [Fact]
    public void Free_space_is_told_to_those_who_may_view_the_servers_state()
    {
        const string volumes =
            "SELECT s.available_bytes FROM sys.master_files f CROSS APPLY sys.dm_os_volume_stats(f.database_id, f.file_id) s";
        const string drives = "SELECT free_space_in_bytes FROM sys.dm_os_enumerate_fixed_drives";
        Assert.Equal([300], user.Run(volumes).ErrorNumbers);
        Assert.Equal([300], user.Run(drives).ErrorNumbers);
        user.MustRun("EXEC master.dbo.xp_fixeddrives");

        Session().MustRun("USE master; GRANT VIEW SERVER STATE TO u");
        user.MustRun(volumes);
        user.MustRun(drives);
    }

    [Fact]
    public void Backup_and_restore_are_refused_with_their_cause_and_3013()
    {
        Assert.Equal([262, 3013], user.Run(@"BACKUP DATABASE Sample TO DISK = 'C:\Backup\x.bak'").ErrorNumbers);
        Assert.Equal([3110, 3013], user.Run(@"RESTORE DATABASE Sample FROM DISK = 'C:\Backup\x.bak'").ErrorNumbers);
        Grant("ALTER ROLE db_backupoperator ADD MEMBER u");
        user.MustRun(@"BACKUP DATABASE Sample TO DISK = 'C:\Backup\x.bak'");
    }

    [Fact]
    public void A_permission_on_a_view_or_procedure_reaches_what_its_owner_has()
    {
        Grant("GRANT SELECT ON dbo.V TO u; GRANT EXECUTE ON dbo.P TO u");
        Assert.Equal(1, user.Scalar("SELECT Id FROM dbo.V"));
        Assert.Equal(2, user.Scalar("EXEC dbo.P"));
        Assert.Equal([229], user.Run("SELECT * FROM dbo.T").ErrorNumbers);
    }

    [Fact]
    public void Data_reader_and_writer_reach_every_table()
    {
        Grant("ALTER ROLE db_datareader ADD MEMBER u; ALTER ROLE db_datawriter ADD MEMBER u");
        user.MustRun("INSERT INTO dbo.Other SELECT Id FROM dbo.T; DELETE FROM dbo.T");
        Assert.Equal(1, user.Scalar("SELECT Id FROM dbo.Other"));
        Grant("DENY SELECT ON SCHEMA::dbo TO u");
        Assert.Equal([229], user.Run("SELECT Id FROM dbo.Other").ErrorNumbers);
    }

    [Fact]
    public void Temporary_tables_are_everybodys_own() =>
        Assert.Equal(7, user.Scalar("CREATE TABLE #t (Id int); INSERT INTO #t VALUES (7); SELECT Id FROM #t"));
}
