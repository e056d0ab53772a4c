using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Tests.Language;

public class ProcedureTests : LanguageFixture
{
    [Fact]
    public void Arguments_go_by_place_by_name_and_by_default()
    {
        MustRun(
            "CREATE PROC p @a int, @b varchar(10) = 'def', @c int = NULL OUTPUT AS SET @c = ISNULL(@c, 0) + @a; SELECT @a, @b, @c; RETURN @a"
        );
        Assert.Equal("1,def,1", Show("EXEC p 1"));
        Assert.Equal("2,x,2", Show("p @b = 'x', @a = 2"));
        Assert.Equal("3,def,3", Show("EXEC p 3, DEFAULT"));
        var sink = MustRun("DECLARE @o int = 5, @r int; EXEC @r = dbo.p 4, @c = @o OUTPUT; PRINT CONCAT(@o, ' ', @r)");
        Assert.Equal(["9 4"], sink.Prints);
        Assert.Equal([4], sink.ReturnStatuses);
    }

    [Theory]
    [InlineData("EXEC nothing", 2812)]
    [InlineData("EXEC p", 201)]
    [InlineData("EXEC p 1, 2, 3", 8144)]
    [InlineData("EXEC p @x = 1", 8145)]
    [InlineData("EXEC p 1, @a = 2", 8143)]
    [InlineData("EXEC p 'x'", 8114)]
    [InlineData("DECLARE @o int; EXEC p @o OUTPUT", 8162)]
    [InlineData("EXEC q 1", 8146)]
    public void A_wrong_call_has_SQL_Servers_number(string sql, int number)
    {
        MustRun("CREATE PROC p @a int, @b int = 1 AS RETURN");
        MustRun("CREATE PROC q AS RETURN");
        Assert.Equal([number], Run(sql).ErrorNumbers);
    }

    [Theory]
    [InlineData("CREATE PROC r @t NoSuchType READONLY AS RETURN")]
    [InlineData("CREATE FUNCTION f (@t NoSuchType) RETURNS int AS BEGIN RETURN 1 END")]
    public void A_parameter_of_no_known_type_is_refused_when_the_module_is_made(string sql)
    {
        Assert.Equal([2715], Run(sql).ErrorNumbers);
        Assert.Equal("0", Show("SELECT COUNT(*) FROM sys.parameters"));
    }

    [Fact]
    public void A_transaction_left_open_is_told_with_266_but_not_under_XACT_ABORT()
    {
        MustRun("CREATE PROC opens AS BEGIN TRANSACTION");
        Assert.Equal([266], Run("EXEC opens; ROLLBACK").ErrorNumbers);
        Assert.Equal("1", Show("SET XACT_ABORT ON; EXEC opens; SELECT @@TRANCOUNT; ROLLBACK; SET XACT_ABORT OFF"));
    }

    [Fact]
    public void An_error_in_a_procedure_names_it_with_its_line_and_the_caller_goes_on()
    {
        MustRun("CREATE PROC p AS\nSELECT 1/0\nPRINT 'after'\nSELECT * FROM nowhere\nPRINT 'never'");
        var sink = Run("EXEC p\nPRINT 'caller'");
        Assert.Equal([(8134, 2, "p"), (208, 4, "p")], sink.Errors.Select(error => (error.Number, error.Line, error.Procedure!)));
        Assert.Equal(["after", "caller"], sink.Prints);
    }

    [Fact]
    public void Temporary_tables_end_with_the_procedure_that_made_them()
    {
        MustRun("CREATE PROC inner_p AS INSERT #t VALUES (2); CREATE TABLE #own (i int)");
        MustRun("CREATE PROC outer_p AS CREATE TABLE #t (i int); INSERT #t VALUES (1); EXEC inner_p; SELECT SUM(i) FROM #t");
        Assert.Equal("3", Show("EXEC outer_p"));
        Assert.Equal([208], Run("SELECT * FROM #t").ErrorNumbers);
        Assert.Equal([208], Run("SELECT * FROM #own").ErrorNumbers);
    }

    [Fact]
    public void Global_temporary_tables_are_seen_by_all_sessions()
    {
        MustRun("CREATE TABLE ##g (i int); INSERT ##g VALUES (7)");
        using var other = AnotherSession();
        Assert.Equal(7, other.Scalar("SELECT i FROM ##g"));
    }

    [Fact]
    public void Settings_of_a_procedure_end_with_it()
    {
        MustRun("CREATE PROC p AS SET NOCOUNT ON; SET XACT_ABORT ON");
        MustRun("EXEC p");
        Assert.False(Session.Settings.NoCount || Session.Settings.XactAbort);
    }

    [Fact]
    public void Procedures_nest_32_levels_deep()
    {
        MustRun("CREATE PROC p @n int AS IF @n > 1 BEGIN SET @n -= 1; EXEC p @n END ELSE PRINT @@NESTLEVEL");
        Assert.Equal(["32"], MustRun("EXEC p 32").Prints);
        Assert.Equal([217], Run("EXEC p 33").ErrorNumbers);
    }

    [Fact]
    public void Sp_executesql_has_parameters_and_outputs()
    {
        var sink = MustRun(
            "DECLARE @n int; EXEC sp_executesql N'SET @y = @x * 2; SELECT @x', N'@x int, @y int OUTPUT', 21, @y = @n OUTPUT; PRINT @n"
        );
        Assert.Equal(["42"], sink.Prints);
        Assert.Equal(21, sink.Scalar);
        Assert.Equal(["inner"], MustRun("DECLARE @p sysname = 'sp_executesql'; EXEC @p N'PRINT ''inner'''").Prints);
    }

    [Fact]
    public void Dynamic_batches_do_not_keep_their_database()
    {
        var sink = MustRun("EXEC ('USE master; PRINT DB_NAME()'); PRINT DB_NAME()");
        Assert.Equal(["Changed database context to 'master'.", "master", "Work"], sink.Prints);
    }

    [Fact]
    public void An_rpc_returns_its_output_parameters_and_status()
    {
        MustRun("CREATE PROC p @a int, @b int OUTPUT AS SET @b = @a + 1; RETURN 3");
        var sink = new RecordingSink();
        Session.ExecuteProcedure(
            new ProcedureRequest(
                "[dbo].[p]",
                [new ProcedureArgument("@a", SqlType.Int, 1), new ProcedureArgument("@b", SqlType.BigInt, null, IsOutput: true)]
            ),
            sink,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(2L, sink.OutputParameters["@b"]);
        Assert.Equal([3], sink.ReturnStatuses);
    }

    [Fact]
    public void Prepared_statements_run_again_by_their_handle()
    {
        var sink = MustRun(
            "DECLARE @h int; EXEC sp_prepare @h OUTPUT, N'@a int', N'SELECT @a * 2'; EXEC sp_execute @h, 4; EXEC sp_unprepare @h; PRINT @h"
        );
        Assert.Equal(8, sink.Scalar);
        Assert.Equal([8179], Run("EXEC sp_execute 99").ErrorNumbers);
    }

    [Fact]
    public void Functions_compute_and_give_tables()
    {
        MustRun("CREATE FUNCTION dbo.twice (@n int) RETURNS int AS BEGIN DECLARE @r int; SET @r = @n * 2; RETURN @r END");
        MustRun(
            "CREATE FUNCTION dbo.upto (@n int) RETURNS TABLE AS RETURN (WITH r AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM r WHERE i < @n) SELECT i FROM r)"
        );
        MustRun(
            "CREATE FUNCTION dbo.parts (@s varchar(50)) RETURNS @t TABLE (part varchar(10)) AS BEGIN INSERT @t SELECT value FROM STRING_SPLIT(@s, ','); RETURN END"
        );
        Assert.Equal("2 4 6", Show("SELECT dbo.twice(i) FROM dbo.upto(3)"));
        Assert.Equal("1,1 2,1 2,2", Show("SELECT a.i, b.i FROM dbo.upto(2) a CROSS APPLY dbo.upto(a.i) b"));
        Assert.Equal("a b", Show("SELECT part FROM dbo.parts('a,b')"));
    }

    [Fact]
    public void Views_and_synonyms_read_through()
    {
        MustRun("CREATE TABLE t (a int, b int); INSERT t VALUES (1, 2), (3, 4)");
        MustRun("CREATE VIEW v (x) AS SELECT a + b FROM t");
        MustRun("CREATE SYNONYM s FOR dbo.v");
        Assert.Equal("3 7", Show("SELECT x FROM s ORDER BY x"));
        MustRun("ALTER VIEW v AS SELECT a FROM t");
        Assert.Equal("1 3", Show("SELECT * FROM Work.dbo.v ORDER BY a"));
        Assert.StartsWith(
            "CREATE VIEW",
            (string)Session.Scalar("SELECT definition FROM sys.sql_modules WHERE object_id = OBJECT_ID('v')")!
        );
    }

    [Fact]
    public void Cursors_walk_through_rows()
    {
        MustRun("CREATE TABLE t (i int); INSERT t VALUES (1), (2), (3)");
        var sink = MustRun(
            "DECLARE @i int, @s int = 0; DECLARE c CURSOR LOCAL FAST_FORWARD FOR SELECT i FROM t; OPEN c; FETCH NEXT FROM c INTO @i; WHILE @@FETCH_STATUS = 0 BEGIN SET @s += @i; FETCH NEXT FROM c INTO @i END; CLOSE c; DEALLOCATE c; PRINT @s"
        );
        Assert.Equal(["6"], sink.Prints);
        sink = MustRun(
            "DECLARE @c CURSOR, @i int; SET @c = CURSOR SCROLL FOR SELECT i FROM t ORDER BY i; OPEN @c; FETCH LAST FROM @c INTO @i; PRINT @i; FETCH PRIOR FROM @c INTO @i; PRINT @i; FETCH ABSOLUTE 1 FROM @c INTO @i; PRINT @i"
        );
        Assert.Equal(["3", "2", "1"], sink.Prints);
        MustRun("DECLARE u CURSOR FOR SELECT i FROM t; OPEN u; FETCH u; UPDATE t SET i = 10 WHERE CURRENT OF u; CLOSE u; DEALLOCATE u");
        Assert.Equal("2 3 10", Show("SELECT i FROM t ORDER BY i"));
        Assert.Equal([16916], Run("OPEN nocursor").ErrorNumbers);
    }
}
