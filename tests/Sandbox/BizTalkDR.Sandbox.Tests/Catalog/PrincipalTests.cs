using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Tests.Catalog;

public sealed class PrincipalTests : CatalogTestBase
{
    private SqlSession Login(string name, string password, string database = "")
    {
        var request = new LoginRequest
        {
            UserName = name,
            Password = password,
            Database = database,
        };
        return Instance.LogIn(request);
    }

    private int LoginError(string name, string password) => Assert.Throws<SqlServerException>(() => Login(name, password)).Error.Number;

    [Fact]
    public void A_login_keeps_its_sid_and_password_when_it_is_moved()
    {
        var source = Session();
        source.MustRun("CREATE LOGIN biztalk WITH PASSWORD = 'Pa55word!', DEFAULT_DATABASE = tempdb, CHECK_POLICY = OFF");
        var row = source.MustRun("SELECT sid, password_hash FROM sys.sql_logins WHERE name = 'biztalk'").Rows[0];
        var (sid, hash) = (Convert.ToHexString((byte[])row[0]!), Convert.ToHexString((byte[])row[1]!));
        var other = Host.AddInstance(new SqlInstanceOptions { Name = "DR" });
        var target = other.OpenInternalSession("test");
        target.MustRun($"CREATE LOGIN biztalk WITH PASSWORD = 0x{hash} HASHED, SID = 0x{sid}, CHECK_POLICY = OFF");
        Assert.Equal((byte[])row[0]!, target.Scalar("SELECT SUSER_SID('biztalk')"));
        var request = new LoginRequest { UserName = "biztalk", Password = "Pa55word!" };
        Assert.Equal("master", other.LogIn(request).DatabaseName);
    }

    [Fact]
    public void Logins_are_created_altered_disabled_and_dropped()
    {
        var session = Session();
        session.MustRun("CREATE LOGIN biztalk WITH PASSWORD = 'Pa55word!'");
        Assert.Equal([15025], session.Run("CREATE LOGIN biztalk WITH PASSWORD = 'Pa55word!'").ErrorNumbers);
        session.MustRun("ALTER LOGIN biztalk WITH PASSWORD = 'An0ther-one', NAME = operator");
        Assert.Equal(18456, LoginError("biztalk", "Pa55word!"));
        Login("operator", "An0ther-one").Dispose();
        session.MustRun("ALTER LOGIN operator DISABLE");
        Assert.Equal(18470, LoginError("operator", "An0ther-one"));
        Assert.Equal(true, session.Scalar("SELECT is_disabled FROM sys.server_principals WHERE name = 'operator'"));
        session.MustRun("DROP LOGIN operator");
        Assert.Equal([15151], session.Run("DROP LOGIN operator").ErrorNumbers);
    }

    [Theory]
    [InlineData("CREATE LOGIN x WITH PASSWORD = 'short'", 15116)]
    [InlineData("CREATE LOGIN x WITH PASSWORD = 'alllowercase'", 15118)]
    [InlineData("CREATE LOGIN x WITH PASSWORD = 'Pa55word!', DEFAULT_DATABASE = nowhere", 15010)]
    [InlineData("CREATE LOGIN x WITH PASSWORD = 0x0200 HASHED", 15021)]
    [InlineData("CREATE LOGIN x WITH PASSWORD = 'Pa55word!', SID = 0x01", 15419)]
    [InlineData("CREATE LOGIN nodomain FROM WINDOWS", 15407)]
    [InlineData("ALTER LOGIN nobody WITH DEFAULT_DATABASE = master", 15151)]
    [InlineData("DROP LOGIN sa", 15151)]
    [InlineData("CREATE USER u FOR LOGIN nobody", 15007)]
    [InlineData("DROP USER dbo", 15150)]
    [InlineData("ALTER ROLE db_owner ADD MEMBER nobody", 15151)]
    [InlineData("GRANT SELECT ON dbo.nothing TO public", 15151)]
    [InlineData("KILL 49", 6107)]
    [InlineData("KILL 9999", 6106)]
    [InlineData("KILL @@SPID", 102)]
    [InlineData("EXECUTE AS LOGIN = 'nobody'", 15406)]
    public void What_can_not_be_done_is_refused_with_its_number(string statement, int number) =>
        Assert.Equal([number], Session("tempdb").Run(statement).ErrorNumbers);

    [Fact]
    public void An_orphaned_user_is_reported_and_tied_to_a_login_again()
    {
        var session = Session();
        session.MustRun("CREATE DATABASE Sample");
        session.MustRun("CREATE LOGIN biztalk WITH PASSWORD = 'Pa55word!'");
        session.MustRun("USE Sample; CREATE USER biztalk FOR LOGIN biztalk; ALTER ROLE db_datareader ADD MEMBER biztalk");
        session.MustRun("DROP LOGIN biztalk; CREATE LOGIN biztalk WITH PASSWORD = 'Pa55word!'");
        const string Orphans =
            "SELECT dp.name FROM sys.database_principals dp LEFT JOIN sys.server_principals sp ON sp.sid = dp.sid WHERE dp.type = 'S' AND dp.principal_id > 4 AND sp.sid IS NULL";
        Assert.Equal("biztalk", session.Scalar(Orphans));
        Assert.Equal("biztalk", session.Scalar("EXEC sp_change_users_login 'Report'"));
        session.MustRun("ALTER USER biztalk WITH LOGIN = biztalk");
        Assert.Empty(session.MustRun(Orphans).Rows);
    }

    [Fact]
    public void Database_roles_and_permissions_decide_what_a_user_may()
    {
        var session = Session();
        session.MustRun("CREATE DATABASE Sample");
        session.MustRun("CREATE LOGIN reader WITH PASSWORD = 'Pa55word!'");
        session.MustRun("USE Sample; CREATE TABLE dbo.T (Id int); CREATE USER reader FOR LOGIN reader; GRANT SELECT ON dbo.T TO reader");
        using var reader = Login("reader", "Pa55word!", "Sample");
        Assert.Equal("reader", reader.Scalar("SELECT USER_NAME()"));
        Assert.Equal(1, reader.Scalar("SELECT HAS_PERMS_BY_NAME('dbo.T', 'OBJECT', 'SELECT')"));
        Assert.Equal(0, reader.Scalar("SELECT HAS_PERMS_BY_NAME('dbo.T', 'OBJECT', 'INSERT')"));
        session.MustRun("USE Sample; DENY SELECT ON dbo.T TO reader; ALTER ROLE db_datawriter ADD MEMBER reader");
        Assert.Equal(0, reader.Scalar("SELECT HAS_PERMS_BY_NAME('dbo.T', 'OBJECT', 'SELECT')"));
        Assert.Equal(1, reader.Scalar("SELECT HAS_PERMS_BY_NAME('dbo.T', 'OBJECT', 'INSERT')"));
        Assert.Equal(1, reader.Scalar("SELECT IS_MEMBER('db_datawriter')"));
        Assert.Equal([15247], reader.Run("CREATE LOGIN other WITH PASSWORD = 'Pa55word!'").ErrorNumbers);
        Assert.Equal([6102], reader.Run("KILL 51").ErrorNumbers);
        session.MustRun("CREATE DATABASE Other");
        Assert.Equal([916], reader.Run("USE Other").ErrorNumbers);
    }

    [Fact]
    public void Server_roles_and_permissions_decide_what_a_login_may()
    {
        var session = Session();
        session.MustRun(
            "CREATE LOGIN op WITH PASSWORD = 'Pa55word!'; ALTER SERVER ROLE dbcreator ADD MEMBER op; GRANT VIEW SERVER STATE TO op"
        );
        using var op = Login("op", "Pa55word!");
        Assert.Equal(1, op.Scalar("SELECT IS_SRVROLEMEMBER('dbcreator')"));
        Assert.Equal(1, op.Scalar("SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'ALTER ANY DATABASE')"));
        Assert.Equal(1, op.Scalar("SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER STATE')"));
        Assert.Equal(0, op.Scalar("SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'CONTROL SERVER')"));
        Assert.True((int)op.Scalar("SELECT COUNT(*) FROM sys.dm_exec_sessions")! > 1);
    }

    [Fact]
    public void A_database_changes_hands()
    {
        var session = Session();
        session.MustRun(
            "CREATE DATABASE Sample; CREATE LOGIN owner WITH PASSWORD = 'Pa55word!'; ALTER AUTHORIZATION ON DATABASE::Sample TO owner"
        );
        Assert.Equal("owner", session.Scalar("SELECT SUSER_SNAME(owner_sid) FROM sys.databases WHERE name = 'Sample'"));
        Assert.Equal([15174], session.Run("DROP LOGIN owner").ErrorNumbers);
        session.MustRun("USE Sample; EXEC sp_changedbowner 'sa'");
        session.MustRun("DROP LOGIN owner");
    }

    [Fact]
    public void Execute_as_changes_who_one_is_until_revert()
    {
        var session = Session();
        session.MustRun("CREATE LOGIN op WITH PASSWORD = 'Pa55word!'");
        Assert.Equal("op", session.Scalar("EXECUTE AS LOGIN = 'op'; SELECT SUSER_SNAME()"));
        Assert.Equal("sa", session.Scalar("REVERT; SELECT SUSER_SNAME()"));
    }
}
