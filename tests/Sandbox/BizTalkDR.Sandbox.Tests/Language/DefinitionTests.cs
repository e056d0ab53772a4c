namespace BizTalkDR.Sandbox.Tests.Language;

public class DefinitionTests : LanguageFixture
{
    [Fact]
    public void Columns_come_change_and_go()
    {
        MustRun("CREATE TABLE t (a int); INSERT t VALUES (1)");
        MustRun("ALTER TABLE t ADD b varchar(5) NOT NULL CONSTRAINT DF_b DEFAULT 'x', c int NULL");
        Assert.Equal("1,x,-", Show("SELECT * FROM t"));
        MustRun("ALTER TABLE t ALTER COLUMN a bigint NOT NULL; ALTER TABLE t DROP COLUMN c");
        Assert.Equal("1,x", Show("SELECT * FROM t"));
        Assert.Equal([5074], Run("ALTER TABLE t DROP COLUMN b").ErrorNumbers);
        MustRun("ALTER TABLE t DROP CONSTRAINT DF_b; ALTER TABLE t DROP COLUMN b");
        Assert.Equal([4901], Run("ALTER TABLE t ADD d int NOT NULL").ErrorNumbers);
        Assert.Equal([4924], Run("ALTER TABLE t DROP COLUMN nothing").ErrorNumbers);
        Assert.Equal([4902], Run("ALTER TABLE nothing ADD x int").ErrorNumbers);
    }

    [Fact]
    public void Constraints_added_later_check_the_rows()
    {
        MustRun("CREATE TABLE t (a int NOT NULL, b int); INSERT t VALUES (1, 1), (2, 1)");
        Assert.Equal([547], Run("ALTER TABLE t ADD CONSTRAINT ck CHECK (a < 2)").ErrorNumbers);
        Assert.Equal([1505], Run("ALTER TABLE t ADD CONSTRAINT uq UNIQUE (b)").ErrorNumbers);
        MustRun("ALTER TABLE t ADD CONSTRAINT pk PRIMARY KEY (a)");
        Assert.Equal([2627], Run("INSERT t VALUES (1, 2)").ErrorNumbers);
        Assert.Equal([3728, 3727], Run("ALTER TABLE t DROP CONSTRAINT nothing").ErrorNumbers);
    }

    [Fact]
    public void Indexes_are_made_and_dropped()
    {
        MustRun("CREATE TABLE t (a int, b int); CREATE UNIQUE NONCLUSTERED INDEX ix ON t (a DESC) INCLUDE (b)");
        Assert.Equal([2601], Run("INSERT t VALUES (1, 1), (1, 2)").ErrorNumbers);
        Assert.Equal([1913], Run("CREATE INDEX ix ON t (b)").ErrorNumbers);
        MustRun("DROP INDEX ix ON t; INSERT t VALUES (1, 1), (1, 2)");
        Assert.Equal([3701], Run("DROP INDEX ix ON t").ErrorNumbers);
    }

    [Theory]
    [InlineData("CREATE TABLE t (a int); CREATE TABLE t (a int)", 2714)]
    [InlineData("CREATE TABLE t (a int, A int)", 2705)]
    [InlineData("CREATE TABLE nosuch.t (a int)", 2760)]
    [InlineData("CREATE TABLE t (a nosuchtype)", 2715)]
    [InlineData("DROP TABLE nothing", 3701)]
    [InlineData("DROP PROCEDURE nothing", 3701)]
    [InlineData("CREATE TABLE t (a int REFERENCES nothing (a))", 1767)]
    [InlineData("TRUNCATE TABLE nothing", 4701)]
    public void A_wrong_definition_has_SQL_Servers_number(string sql, int number) => Assert.Equal([number], Run(sql).ErrorNumbers);

    [Fact]
    public void If_exists_asks_before_it_drops()
    {
        MustRun("DROP TABLE IF EXISTS nothing; DROP PROC IF EXISTS nothing; DROP VIEW IF EXISTS nothing");
        MustRun("CREATE TABLE #t (i int); IF OBJECT_ID('tempdb..#t') IS NOT NULL DROP TABLE #t; CREATE TABLE #t (i int)");
    }

    [Fact]
    public void Schemas_types_and_create_or_alter()
    {
        MustRun("CREATE SCHEMA app");
        MustRun("CREATE TYPE app.code FROM varchar(5) NOT NULL");
        MustRun("CREATE TABLE app.t (c app.code, n sysname)");
        Assert.Equal([515], Run("INSERT app.t VALUES (NULL, 'x')").ErrorNumbers);
        MustRun("CREATE OR ALTER PROC app.p AS SELECT 1");
        MustRun("CREATE OR ALTER PROC app.p AS SELECT 2");
        Assert.Equal("2", Show("EXEC app.p"));
        Assert.Equal([208], Run("ALTER PROC app.q AS SELECT 1").ErrorNumbers);
        Assert.Equal([3729], Run("DROP SCHEMA app").ErrorNumbers);
    }
}
