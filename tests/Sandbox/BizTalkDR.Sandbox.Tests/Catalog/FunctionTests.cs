using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Tests.Catalog;

public sealed class FunctionTests : CatalogTestBase
{
    [Theory]
    [InlineData("SERVERPROPERTY('ServerName')", "PROD")]
    [InlineData("SERVERPROPERTY('MachineName')", "PROD")]
    [InlineData("SERVERPROPERTY('InstanceName')", null)]
    [InlineData("SERVERPROPERTY('ProductVersion')", "15.0.4430.1")]
    [InlineData("SERVERPROPERTY('EngineEdition')", 3)]
    [InlineData("SERVERPROPERTY('NoSuchThing')", null)]
    [InlineData("@@SERVERNAME", "PROD")]
    [InlineData("DB_NAME()", "master")]
    [InlineData("DB_NAME(2)", "tempdb")]
    [InlineData("DB_ID('NoSuchThing')", null)]
    [InlineData("DATABASEPROPERTYEX('master', 'Recovery')", "SIMPLE")]
    [InlineData("DATABASEPROPERTYEX('master', 'Status')", "ONLINE")]
    [InlineData("SUSER_SNAME()", "sa")]
    [InlineData("SUSER_SNAME(0x01)", "sa")]
    [InlineData("USER_NAME()", "dbo")]
    [InlineData("USER_NAME(2)", "guest")]
    [InlineData("IS_SRVROLEMEMBER('sysadmin')", 1)]
    [InlineData("IS_SRVROLEMEMBER('no such role')", null)]
    [InlineData("IS_MEMBER('db_owner')", 1)]
    [InlineData("HAS_DBACCESS('msdb')", 1)]
    [InlineData("HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER STATE')", 1)]
    [InlineData("SCHEMA_NAME(1)", "dbo")]
    [InlineData("SCHEMA_ID('sys')", 4)]
    [InlineData("TYPE_NAME(56)", "int")]
    [InlineData("TYPE_ID('nvarchar')", 231)]
    [InlineData("OBJECT_ID('no such table')", null)]
    [InlineData("OBJECT_NAME(OBJECT_ID('sys.databases'))", "databases")]
    [InlineData("FILE_NAME(1)", "master")]
    [InlineData("APPLOCK_MODE('public', 'x', 'Session')", "NoLock")]
    public void A_metadata_function_tells_what_is(string expression, object? value) =>
        Assert.Equal(value, Session().Scalar($"SELECT {expression}"));

    [Fact]
    public void Object_id_knows_temporary_tables_by_their_name_in_tempdb()
    {
        var session = Session();
        session.MustRun("CREATE TABLE #work (Id int)");
        Assert.NotNull(session.Scalar("SELECT OBJECT_ID('tempdb..#work')"));
        Assert.Null(session.Scalar("SELECT OBJECT_ID('tempdb..#other')"));
    }

    [Fact]
    public void Object_id_looks_in_the_database_named()
    {
        var session = Session();
        session.MustRun("CREATE DATABASE Sample");
        session.MustRun("CREATE TABLE Sample.dbo.Only (Id int)");
        Assert.NotNull(session.Scalar("SELECT OBJECT_ID('Sample.dbo.Only', 'U')"));
        Assert.NotNull(session.Scalar("SELECT OBJECT_ID('[Sample]..[Only]')"));
        Assert.Null(session.Scalar("SELECT OBJECT_ID('Sample.dbo.Only', 'P')"));
        Assert.Null(session.Scalar("SELECT OBJECT_ID('dbo.Only')"));
    }
}
