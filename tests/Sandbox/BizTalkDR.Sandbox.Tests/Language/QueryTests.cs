using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Tests.Language;

public class QueryTests : LanguageFixture
{
    public QueryTests()
    {
        MustRun("CREATE TABLE city (id int PRIMARY KEY, name nvarchar(30), country char(2), people int NULL)");
        MustRun(
            "INSERT city VALUES (1, 'Berlin', 'DE', 3600), (2, 'Hamburg', 'DE', 1800), (3, 'Paris', 'FR', 2100), (4, 'Lyon', 'FR', NULL), (5, 'Rome', 'IT', 2800)"
        );
        MustRun(
            "CREATE TABLE country (code char(2) PRIMARY KEY, name varchar(20)); INSERT country VALUES ('DE', 'Germany'), ('FR', 'France'), ('ES', 'Spain')"
        );
    }

    [Theory]
    [InlineData("SELECT name FROM city WHERE country = 'de' ORDER BY name DESC", "Hamburg Berlin")]
    [InlineData(
        "SELECT c.name, k.name FROM city c JOIN country k ON k.code = c.country WHERE c.id IN (1, 3) ORDER BY c.id",
        "Berlin,Germany Paris,France"
    )]
    [InlineData("SELECT c.id, k.code FROM city c LEFT JOIN country k ON k.code = c.country ORDER BY c.id", "1,DE 2,DE 3,FR 4,FR 5,-")]
    [InlineData(
        "SELECT c.id, k.code FROM city c RIGHT JOIN country k ON k.code = c.country AND c.id < 2 ORDER BY k.code",
        "1,DE -,ES -,FR"
    )]
    [InlineData("SELECT COUNT(*) FROM city c FULL JOIN country k ON k.code = c.country", "6")]
    [InlineData("SELECT COUNT(*) FROM city CROSS JOIN country", "15")]
    [InlineData("SELECT c.name FROM city c, country k WHERE c.country = k.code AND k.name = 'France' ORDER BY 1", "Lyon Paris")]
    [InlineData(
        "SELECT k.code, t.name FROM country k CROSS APPLY (SELECT TOP 1 name FROM city WHERE country = k.code ORDER BY people DESC) t ORDER BY k.code",
        "DE,Berlin FR,Paris"
    )]
    [InlineData(
        "SELECT k.code, t.name FROM country k OUTER APPLY (SELECT TOP 1 name FROM city WHERE country = k.code ORDER BY people DESC) t ORDER BY k.code",
        "DE,Berlin ES,- FR,Paris"
    )]
    [InlineData(
        "SELECT country, COUNT(*), COUNT(people), SUM(people), AVG(people), MIN(name), MAX(people) FROM city GROUP BY country ORDER BY country",
        "DE,2,2,5400,2700,Berlin,3600 FR,2,1,2100,2100,Lyon,2100 IT,1,1,2800,2800,Rome,2800"
    )]
    [InlineData("SELECT country FROM city GROUP BY country HAVING COUNT(*) > 1 ORDER BY SUM(people) DESC", "DE FR")]
    [InlineData("SELECT COUNT(*) FROM city WHERE 1 = 0", "0")]
    [InlineData("SELECT SUM(people) FROM city WHERE 1 = 0", "-")]
    [InlineData("SELECT COUNT(DISTINCT country) FROM city", "3")]
    [InlineData("SELECT DISTINCT country FROM city ORDER BY country", "DE FR IT")]
    [InlineData("SELECT TOP (2) id FROM city ORDER BY id DESC", "5 4")]
    [InlineData("SELECT TOP 50 PERCENT id FROM city ORDER BY id", "1 2 3")]
    [InlineData("SELECT TOP 1 WITH TIES country FROM city ORDER BY country", "DE DE")]
    [InlineData("SELECT id FROM city ORDER BY id OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY", "2 3")]
    [InlineData("SELECT id FROM city WHERE EXISTS (SELECT * FROM country WHERE code = country) ORDER BY id", "1 2 3 4")]
    [InlineData("SELECT id FROM city c WHERE NOT EXISTS (SELECT 1 FROM country WHERE code = c.country)", "5")]
    [InlineData("SELECT id FROM city WHERE people >= ALL (SELECT people FROM city WHERE people IS NOT NULL)", "1")]
    [InlineData("SELECT id FROM city WHERE people > ANY (SELECT people FROM city WHERE country = 'DE') ORDER BY id", "1 3 5")]
    [InlineData("SELECT id FROM city WHERE country NOT IN (SELECT code FROM country)", "5")]
    [InlineData("SELECT id FROM city WHERE people NOT IN (1800, NULL)", "")]
    [InlineData("SELECT id, (SELECT name FROM country WHERE code = city.country) FROM city WHERE id > 3 ORDER BY id", "4,France 5,-")]
    [InlineData("SELECT x.n FROM (VALUES (1), (2), (3)) AS x(n) WHERE x.n > 1", "2 3")]
    [InlineData("SELECT country FROM city UNION SELECT code FROM country ORDER BY country", "DE ES FR IT")]
    [InlineData("SELECT 1 UNION ALL SELECT 1", "1 1")]
    [InlineData("SELECT code FROM country EXCEPT SELECT country FROM city", "ES")]
    [InlineData("SELECT country FROM city INTERSECT SELECT code FROM country ORDER BY 1", "DE FR")]
    [InlineData("SELECT NULL AS a UNION ALL SELECT 'x' ORDER BY a", "- x")]
    [InlineData("WITH big AS (SELECT * FROM city WHERE people > 2000), one AS (SELECT COUNT(*) AS n FROM big) SELECT n FROM one", "3")]
    [InlineData("WITH r (n, f) AS (SELECT 1, 1 UNION ALL SELECT n + 1, f * (n + 1) FROM r WHERE n < 5) SELECT MAX(f) FROM r", "120")]
    [InlineData("SELECT id, ROW_NUMBER() OVER (PARTITION BY country ORDER BY people DESC) FROM city ORDER BY id", "1,1 2,2 3,1 4,2 5,1")]
    [InlineData(
        "SELECT n, RANK() OVER (ORDER BY n), DENSE_RANK() OVER (ORDER BY n) FROM (VALUES (1), (1), (2)) v(n) ORDER BY 1",
        "1,1,1 1,1,1 2,3,2"
    )]
    [InlineData(
        "SELECT id, SUM(id) OVER (ORDER BY id), COUNT(*) OVER (), LAG(id) OVER (ORDER BY id), LEAD(id, 1, 0) OVER (ORDER BY id) FROM city WHERE id < 4 ORDER BY id",
        "1,1,3,-,2 2,3,3,1,3 3,6,3,2,0"
    )]
    [InlineData("SELECT SUM(n) OVER (ORDER BY n ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM (VALUES (1), (2), (3)) v(n)", "1 3 5")]
    [InlineData(
        "SELECT CASE WHEN people IS NULL THEN 'none' WHEN people > 3000 THEN 'big' ELSE 'small' END FROM city WHERE id IN (1, 2, 4) ORDER BY id",
        "big small none"
    )]
    [InlineData("SELECT CASE country WHEN 'DE' THEN 1 END FROM city WHERE id IN (1, 3) ORDER BY id", "1 -")]
    [InlineData("SELECT name AS n FROM city WHERE id < 3 ORDER BY n", "Berlin Hamburg")]
    [InlineData("SELECT LEFT(name, 1) FROM city GROUP BY LEFT(name, 1) ORDER BY LEFT(name, 1)", "B H L P R")]
    [InlineData("SELECT STRING_AGG(name, '+') WITHIN GROUP (ORDER BY name DESC) FROM city WHERE id < 4", "Paris+Hamburg+Berlin")]
    [InlineData("SELECT value FROM STRING_SPLIT('a,b,,c', ',')", "a b  c")]
    [InlineData("SELECT city.* FROM city JOIN country ON code = country WHERE id = 1", "1,Berlin,DE,3600")]
    [InlineData("SELECT t.x.n FROM (SELECT 1 AS n) AS x", null)]
    [InlineData("SELECT name FROM city WHERE name LIKE '[b-h]%n' ORDER BY id", "Berlin")]
    [InlineData("SELECT id FROM city WHERE name COLLATE Latin1_General_CS_AS = 'berlin'", "")]
    [InlineData("SELECT id FROM city WHERE (id = 1 OR people > 2500) AND NOT (country = 'IT')", "1")]
    [InlineData("SELECT a.id FROM city a JOIN city b ON a.id = b.id + 1 AND a.country = b.country ORDER BY 1", "2 4")]
    [InlineData("SELECT id FROM city WHERE people BETWEEN 1800 AND 2100 ORDER BY people", "2 3")]
    [InlineData(
        "SELECT (SELECT MAX(c2.people) FROM city c2 WHERE c2.country = c1.country) FROM city c1 GROUP BY c1.country ORDER BY c1.country",
        "3600 2100 2800"
    )]
    public void A_query_gives_its_rows(string sql, string? rows)
    {
        if (rows is null)
            Assert.Equal([4104], Run(sql).ErrorNumbers);
        else
            Assert.Equal(rows, Show(sql));
    }

    [Theory]
    [InlineData("SELECT nothing FROM city", 207)]
    [InlineData("SELECT * FROM nowhere", 208)]
    [InlineData("SELECT * FROM other.dbo.city", 208)]
    [InlineData("SELECT x.id FROM city", 4104)]
    [InlineData("SELECT name FROM city JOIN country ON code = country", 209)]
    [InlineData("SELECT name, COUNT(*) FROM city", 8120)]
    [InlineData("SELECT id FROM city WHERE COUNT(*) > 1", 147)]
    [InlineData("SELECT (SELECT id FROM city)", 512)]
    [InlineData("SELECT id, name FROM city UNION SELECT 1", 205)]
    [InlineData("SELECT id FROM city WHERE name > 5", 245)]
    [InlineData("SELECT id FROM city ORDER BY 3", 108)]
    [InlineData("SELECT DISTINCT id FROM city ORDER BY name", 145)]
    [InlineData("WITH r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT COUNT(*) FROM r", 530)]
    [InlineData("SELECT nosuch(1)", 195)]
    [InlineData("SELECT dbo.nosuch(1)", 4121)]
    [InlineData("SELECT LEN(1, 2)", 174)]
    [InlineData("SELECT @missing", 137)]
    [InlineData("DECLARE @a int; DECLARE @a int", 134)]
    [InlineData("SELECT 1 +", 102)]
    [InlineData("SELEC 1", 2812)]
    [InlineData("SELECT 'open", 105)]
    [InlineData("SELECT * FROM WHERE", 156)]
    public void A_wrong_query_has_SQL_Servers_number(string sql, int number) =>
        Assert.Equal(number, Run(sql).ErrorNumbers.FirstOrDefault());

    [Fact]
    public void A_batch_with_a_syntax_error_runs_nothing()
    {
        var sink = Run("DELETE FROM city\nSELECT FROM city");
        Assert.Empty(sink.ResultSets);
        Assert.Equal(2, sink.Errors.First().Line);
        Assert.Equal(5, Session.Scalar("SELECT COUNT(*) FROM city"));
    }

    [Fact]
    public void Select_into_makes_a_table_of_the_columns_types()
    {
        MustRun("SELECT id, name, people * 1.5 AS more INTO copy FROM city WHERE id < 3");
        Assert.Equal("1,Berlin,5400.0 2,Hamburg,2700.0", Show("SELECT * FROM copy ORDER BY id"));
        MustRun("SELECT TOP 0 * INTO #empty FROM city; INSERT #empty SELECT * FROM city");
        Assert.Equal(5, Session.Scalar("SELECT COUNT(*) FROM #empty"));
    }

    [Fact]
    public void Variables_are_assigned_row_by_row()
    {
        var sink = MustRun(
            "DECLARE @all nvarchar(100) = ''; SELECT @all = @all + name + ';' FROM city WHERE id < 3 ORDER BY id; PRINT @all; PRINT @@ROWCOUNT"
        );
        Assert.Equal(["Berlin;Hamburg;", "0"], sink.Prints);
    }

    [Fact]
    public void For_xml_path_puts_rows_together()
    {
        Assert.Equal(
            ",Berlin,Hamburg",
            Session.Scalar("SELECT STUFF('', 1, 0, 'x'), 1 FROM city WHERE 1 = 0")
                ?? Session.Scalar("SELECT ',' + name FROM city WHERE id < 3 ORDER BY id FOR XML PATH('')")
        );
        Assert.Equal(
            "<c id=\"1\"><name>Berlin</name></c>",
            Session.Scalar("SELECT id AS [@id], name FROM city WHERE id = 1 FOR XML PATH('c')")
        );
        Assert.Equal("a,b", Value("STUFF((SELECT ',' + n FROM (VALUES ('a'), ('b')) v(n) FOR XML PATH('')), 1, 1, '')"));
    }

    [Fact]
    public void Result_columns_have_names_and_types()
    {
        var columns = MustRun("SELECT id, COUNT(*) AS n, SUM(people) s, 'x' + name, 1.5 * 2, GETDATE() FROM city GROUP BY id, name")
            .ResultSets[0]
            .Columns;
        Assert.Equal(["id", "n", "s", "", "", ""], columns.Select(column => column.Name));
        Assert.Equal(
            [SqlType.Int, SqlType.Int, SqlType.Int, SqlType.NVarChar(31), SqlType.Decimal(4, 1), SqlType.DateTime],
            columns.Select(column => column.Type)
        );
    }

    [Fact]
    public void A_join_of_ten_thousand_rows_with_ten_thousand_takes_no_time_worth_speaking_of()
    {
        MustRun(
            "CREATE TABLE n (i int); WITH r AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM r WHERE i < 10000) INSERT n SELECT i FROM r OPTION (MAXRECURSION 0)"
        );
        Assert.Equal(9999, Session.Scalar("SELECT COUNT(*) FROM n a JOIN n b ON a.i = b.i + 1"));
        Assert.Equal(1, Session.Scalar("SELECT COUNT(*) FROM n a WHERE NOT EXISTS (SELECT * FROM n b WHERE b.i = a.i + 1)"));
        Assert.Equal(10000, Session.Scalar("SELECT COUNT(*) FROM n a WHERE i IN (SELECT i FROM n)"));
    }
}
