using BizTalkDR.Sandbox.Results;

namespace BizTalkDR.Sandbox.Tests.Language;

public class DataModificationTests : LanguageFixture
{
    public DataModificationTests() =>
        MustRun(
            "CREATE TABLE item (id int IDENTITY(10, 5) PRIMARY KEY, code varchar(5) NOT NULL UNIQUE, price decimal(9,2) NOT NULL CONSTRAINT DF_price DEFAULT 1, note nvarchar(10) NULL, twice AS price * 2, CONSTRAINT CK_price CHECK (price >= 0))"
        );

    [Fact]
    public void Insert_fills_identity_defaults_and_computed_columns()
    {
        MustRun(
            "INSERT item (code) VALUES ('a'); INSERT item VALUES ('b', 2, NULL), ('c', DEFAULT, N'x'); INSERT INTO item (note, code) SELECT N'y', 'd'"
        );
        Assert.Equal("10,a,1.00,-,2.00 15,b,2.00,-,4.00 20,c,1.00,x,2.00 25,d,1.00,y,2.00", Show("SELECT * FROM item ORDER BY id"));
        Assert.Equal("25,25,25", Show("SELECT SCOPE_IDENTITY(), @@IDENTITY, IDENT_CURRENT('item')"));
    }

    [Theory]
    [InlineData("INSERT item (code, price) VALUES (NULL, 1)", 515)]
    [InlineData("INSERT item (code) VALUES ('toolong')", 2628)]
    [InlineData("INSERT item (code) VALUES ('a'), ('A ')", 2627)]
    [InlineData("INSERT item (code, price) VALUES ('a', -1)", 547)]
    [InlineData("INSERT item (id, code) VALUES (1, 'a')", 544)]
    [InlineData("INSERT item (code, price) VALUES ('a')", 109)]
    [InlineData("INSERT item (code) VALUES ('a', 1)", 110)]
    [InlineData("INSERT item VALUES ('a')", 213)]
    [InlineData("INSERT item (code) SELECT 'a', 'b'", 121)]
    [InlineData("INSERT item (nothing) VALUES (1)", 207)]
    [InlineData("INSERT item (code, code) VALUES (1, 2)", 264)]
    [InlineData("INSERT item (twice) VALUES (1)", 271)]
    [InlineData("INSERT nowhere VALUES (1)", 208)]
    [InlineData("UPDATE item SET id = 1", 8102)]
    [InlineData("INSERT item (code, price) VALUES ('a', 'x')", 8114)]
    public void A_row_that_breaks_a_rule_is_refused(string sql, int number)
    {
        var sink = Run(sql);
        Assert.Equal([number], sink.ErrorNumbers);
        Assert.Equal(0, Session.Scalar("SELECT COUNT(*) FROM item"));
    }

    [Fact]
    public void A_refused_statement_leaves_nothing_and_the_batch_goes_on()
    {
        var sink = Run(
            "INSERT item (code) VALUES ('x'), ('y'), ('x'); PRINT CAST(@@ERROR AS varchar(10)); INSERT item (code) VALUES ('z')"
        );
        Assert.Equal([2627], sink.ErrorNumbers);
        Assert.Contains("2627", sink.Prints);
        Assert.Equal("z", Show("SELECT code FROM item"));
    }

    [Fact]
    public void Update_with_from_changes_each_row_once()
    {
        MustRun(
            "INSERT item (code, price) VALUES ('a', 1), ('b', 2); CREATE TABLE p (code varchar(5), price int); INSERT p VALUES ('a', 7), ('a', 8), ('c', 9)"
        );
        var sink = MustRun("UPDATE i SET price = p.price, note = 'n' FROM item i JOIN p ON p.code = i.code");
        Assert.Equal((StatementKind.Update, 1L, false), sink.Statements[^1]);
        Assert.Equal("a,7.00,n b,2.00,-", Show("SELECT code, price, note FROM item ORDER BY code"));
        MustRun("UPDATE item SET price = price + 1, note = CAST(price AS nvarchar(10)) WHERE code = 'b'");
        Assert.Equal("3.00,2.00", Show("SELECT price, note FROM item WHERE code = 'b'"));
        MustRun("DECLARE @v decimal(9,2); UPDATE item SET @v = price = price * 2 WHERE code = 'b'; IF @v <> 6 RAISERROR('wrong', 16, 1)");
        MustRun("UPDATE TOP (1) item SET note = 'top'; DELETE TOP (1) FROM item");
        Assert.Equal(1, Session.Scalar("SELECT COUNT(*) FROM item"));
    }

    [Fact]
    public void Delete_with_from_and_output()
    {
        MustRun("INSERT item (code) VALUES ('a'), ('b'), ('c')");
        Assert.Equal("b", Show("DELETE item OUTPUT deleted.code FROM item WHERE code = 'b'"));
        MustRun("DELETE x FROM item x WHERE x.code LIKE 'a%'");
        Assert.Equal("c", Show("SELECT code FROM item"));
    }

    [Fact]
    public void Output_shows_rows_before_and_after()
    {
        Assert.Equal("10,a", Show("INSERT item (code) OUTPUT inserted.id, inserted.code VALUES ('a')"));
        Assert.Equal("1.00,5.00", Show("UPDATE item SET price = 5 OUTPUT deleted.price, inserted.price"));
        Assert.Equal(
            "10,a",
            Show("DECLARE @t TABLE (id int, code varchar(5)); DELETE FROM item OUTPUT deleted.id, deleted.code INTO @t; SELECT * FROM @t")
        );
    }

    [Fact]
    public void Merge_updates_inserts_and_deletes()
    {
        MustRun("INSERT item (code, price) VALUES ('a', 1), ('b', 2)");
        var sink = MustRun(
            "MERGE item AS t USING (VALUES ('b', 20), ('c', 30)) AS s(code, price) ON t.code = s.code WHEN MATCHED THEN UPDATE SET price = s.price WHEN NOT MATCHED THEN INSERT (code, price) VALUES (s.code, s.price) WHEN NOT MATCHED BY SOURCE THEN DELETE OUTPUT $action, COALESCE(inserted.code, deleted.code);"
        );
        Assert.Equal("b,20.00 c,30.00", Show("SELECT code, price FROM item ORDER BY code"));
        Assert.Equal(["DELETE a", "INSERT c", "UPDATE b"], sink.Rows.Select(row => $"{row[0]} {row[1]}").Order());
    }

    [Fact]
    public void Identity_insert_takes_explicit_values_and_moves_the_identity_on()
    {
        MustRun(
            "SET IDENTITY_INSERT item ON; INSERT item (id, code) VALUES (100, 'a'); SET IDENTITY_INSERT item OFF; INSERT item (code) VALUES ('b')"
        );
        Assert.Equal("100 105", Show("SELECT id FROM item ORDER BY id"));
        MustRun("DBCC CHECKIDENT ('item', RESEED, 200); INSERT item (code) VALUES ('c')");
        Assert.Equal(205, Session.Scalar("SELECT MAX(id) FROM item"));
        MustRun("TRUNCATE TABLE item; INSERT item (code) VALUES ('d')");
        Assert.Equal("10", Show("SELECT id FROM item"));
    }

    [Fact]
    public void Foreign_keys_hold_in_both_directions()
    {
        MustRun(
            "CREATE TABLE part (id int PRIMARY KEY, item int NULL CONSTRAINT FK_item REFERENCES item (id)); INSERT item (code) VALUES ('a'); INSERT part VALUES (1, 10), (2, NULL)"
        );
        Assert.Contains("FOREIGN KEY constraint \"FK_item\"", Run("INSERT part VALUES (3, 11)").Errors.Single().Text);
        Assert.Equal([547], Run("DELETE item").ErrorNumbers);
        Assert.Equal([3726], Run("DROP TABLE item").ErrorNumbers);
        MustRun("DELETE part; DELETE item");
    }

    [Fact]
    public void Insert_exec_takes_the_rows_of_a_procedure()
    {
        MustRun("CREATE PROCEDURE two AS SELECT 'a', 1 UNION ALL SELECT 'b', 2");
        MustRun("INSERT item (code, price) EXEC two");
        MustRun("INSERT item (code, price) EXEC ('SELECT ''c'', 3')");
        Assert.Equal("a,1.00 b,2.00 c,3.00", Show("SELECT code, price FROM item ORDER BY code"));
        Assert.Equal([213], Run("INSERT item (code) EXEC two").ErrorNumbers);
    }

    [Fact]
    public void Triggers_see_inserted_and_deleted_rows()
    {
        MustRun("CREATE TABLE log (what varchar(50))");
        MustRun(
            "CREATE TRIGGER tr_item ON item AFTER INSERT, UPDATE, DELETE AS BEGIN SET NOCOUNT ON; INSERT log SELECT 'i ' + code FROM inserted; INSERT log SELECT 'd ' + code FROM deleted; IF EXISTS (SELECT * FROM inserted WHERE code = 'bad') BEGIN RAISERROR('no', 16, 1); ROLLBACK END END"
        );
        MustRun("INSERT item (code) VALUES ('a'); UPDATE item SET code = 'b'; DELETE item");
        Assert.Equal("i a i b d a d b", Show("SELECT what FROM log").Replace(",", " "));
        Assert.Equal([50000, 3609], Run("INSERT item (code) VALUES ('bad')").ErrorNumbers);
        Assert.Equal(0, Session.Scalar("SELECT COUNT(*) FROM item"));
        MustRun("DISABLE TRIGGER tr_item ON item; INSERT item (code) VALUES ('bad')");
    }

    [Fact]
    public void Nocount_leaves_the_counts_out()
    {
        Assert.Equal(2, MustRun("INSERT item (code) VALUES ('a'), ('b')").Statements[^1].RowCount);
        Assert.Null(MustRun("SET NOCOUNT ON; INSERT item (code) VALUES ('c'), ('d')").Statements[^1].RowCount);
    }

    [Fact]
    public void A_trigger_knows_which_columns_were_set()
    {
        MustRun("CREATE TRIGGER tr_item ON item FOR UPDATE AS IF UPDATE(price) PRINT 'price' IF UPDATE(note) PRINT 'note'");
        MustRun("INSERT item (code) VALUES ('a')");
        Assert.Equal(["price"], MustRun("UPDATE item SET price = 2").Prints);
        Assert.Equal(["note"], MustRun("UPDATE item SET note = NULL").Prints);
    }

    [Fact]
    public void Select_into_can_number_its_rows()
    {
        MustRun("SELECT IDENTITY(int, 10, 10) AS n, name INTO #n FROM (VALUES ('a'), ('b')) v(name); INSERT #n VALUES ('c')");
        Assert.Equal("10,a 20,b 30,c", Show("SELECT * FROM #n ORDER BY n"));
    }

    [Fact]
    public void A_row_is_found_by_its_key_whatever_the_type_of_the_value()
    {
        MustRun("INSERT item (code, price) VALUES ('a', 1), ('b', 2)");
        Assert.Equal("a", Show("SELECT code FROM item WHERE id = CAST(10 AS bigint)"));
        Assert.Equal("a", Show("SELECT code FROM item WHERE id = '10'"));
        Assert.Equal("a", Show("SELECT code FROM item WHERE code = N'A'"));
        Assert.Equal("", Show("SELECT code FROM item WHERE id = 10.5"));
        Assert.Equal("", Show("SELECT code FROM item WHERE id = NULL"));
        Assert.Equal("", Show("SELECT code FROM item WHERE id = 10 AND code = 'b'"));
        Assert.Equal("b,1", Show("SELECT i.code, (SELECT COUNT(*) FROM item x WHERE x.id = i.id) FROM item i WHERE i.id = 15"));
    }

    [Fact]
    public void Parseonly_and_noexec_run_nothing()
    {
        MustRun("SET PARSEONLY ON");
        MustRun("INSERT item (code) VALUES ('a')");
        MustRun("SET PARSEONLY OFF");
        MustRun("SET NOEXEC ON; INSERT item (code) VALUES ('a'); SET NOEXEC OFF");
        Assert.Equal(0, Session.Scalar("SELECT COUNT(*) FROM item"));
    }

    [Fact]
    public void Rows_are_changed_through_views_and_common_table_expressions()
    {
        MustRun("INSERT item (code, price, note) VALUES ('a', 1, 'x'), ('b', 2, 'x'), ('c', 3, 'y')");
        MustRun("WITH d AS (SELECT code, ROW_NUMBER() OVER (PARTITION BY note ORDER BY id) AS n FROM item) DELETE FROM d WHERE n > 1");
        Assert.Equal("a c", Show("SELECT code FROM item ORDER BY id"));
        MustRun("CREATE VIEW v AS SELECT id, price FROM item WHERE code = 'c'");
        MustRun("UPDATE v SET price = price + 1; INSERT INTO item (code) VALUES ('d')");
        Assert.Equal("a,1.00 c,4.00 d,1.00", Show("SELECT code, price FROM item ORDER BY id"));
        MustRun("DELETE v WHERE price = 4");
        Assert.Equal("a d", Show("SELECT code FROM item ORDER BY id"));
        MustRun("CREATE VIEW g AS SELECT note, COUNT(*) AS n FROM item GROUP BY note");
        Assert.Equal([4405], Run("DELETE g").ErrorNumbers);
    }
}
