using BizTalkDR.Sandbox.Language;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Tests.Language;

public class TransactionTests : LanguageFixture
{
    public TransactionTests() => MustRun("CREATE TABLE t (i int PRIMARY KEY)");

    private int Count => (int)Session.Scalar("SELECT COUNT(*) FROM t")!;

    [Fact]
    public void Commit_keeps_and_rollback_takes_back()
    {
        var sink = MustRun("BEGIN TRAN; INSERT t VALUES (1); COMMIT; BEGIN TRANSACTION; INSERT t VALUES (2); ROLLBACK");
        Assert.Equal(1, Count);
        Assert.Equal(["began", "committed", "began", "rolled back"], sink.Transactions);
    }

    [Fact]
    public void Only_the_outermost_commit_commits_and_any_rollback_ends_all()
    {
        var sink = MustRun(
            "BEGIN TRAN; BEGIN TRAN; INSERT t VALUES (1); PRINT @@TRANCOUNT; COMMIT; PRINT @@TRANCOUNT; ROLLBACK; PRINT @@TRANCOUNT"
        );
        Assert.Equal(["2", "1", "0"], sink.Prints);
        Assert.Equal(0, Count);
    }

    [Fact]
    public void A_savepoint_is_a_place_to_come_back_to()
    {
        MustRun(
            "BEGIN TRAN outermost; INSERT t VALUES (1); SAVE TRAN s; INSERT t VALUES (2); ROLLBACK TRAN s; INSERT t VALUES (3); COMMIT"
        );
        Assert.Equal("1 3", Show("SELECT i FROM t ORDER BY i"));
        Assert.Equal([6401], Run("BEGIN TRAN; ROLLBACK TRAN unknown; ROLLBACK").ErrorNumbers);
        MustRun("BEGIN TRAN named; DELETE t; ROLLBACK TRAN named");
        Assert.Equal(2, Count);
    }

    [Theory]
    [InlineData("COMMIT", 3902)]
    [InlineData("ROLLBACK", 3903)]
    [InlineData("SAVE TRAN s", 628)]
    public void Without_a_transaction_there_is_nothing_to_end(string sql, int number) => Assert.Equal([number], Run(sql).ErrorNumbers);

    [Fact]
    public void Xact_abort_rolls_back_and_ends_the_batch()
    {
        var sink = Run("SET XACT_ABORT ON; BEGIN TRAN; INSERT t VALUES (1); INSERT t VALUES (1); PRINT 'never'");
        Assert.Equal([2627], sink.ErrorNumbers);
        Assert.Empty(sink.Prints.Where(text => text == "never"));
        Assert.Equal((0, 0), (Count, Session.TransactionCount));
    }

    [Fact]
    public void A_doomed_transaction_can_only_be_rolled_back()
    {
        var sink = Run(
            "SET XACT_ABORT ON; BEGIN TRAN; BEGIN TRY INSERT t VALUES (1); INSERT t VALUES (1) END TRY BEGIN CATCH PRINT XACT_STATE(); INSERT t VALUES (2) END CATCH"
        );
        Assert.Equal(["-1"], sink.Prints.Where(text => text == "-1"));
        Assert.Contains(3930, sink.ErrorNumbers);
        Assert.Equal((0, 0), (Count, Session.TransactionCount));
    }

    [Fact]
    public void A_doomed_transaction_ends_with_its_batch()
    {
        var sink = Run(
            "BEGIN TRAN; INSERT t VALUES (1); BEGIN TRY SELECT CAST('x' AS int) END TRY BEGIN CATCH PRINT XACT_STATE() END CATCH"
        );
        Assert.Equal([3998], sink.ErrorNumbers);
        Assert.Equal(0, Session.TransactionCount);
    }

    [Fact]
    public void A_caught_error_leaves_the_transaction_alive()
    {
        MustRun(
            "BEGIN TRAN; INSERT t VALUES (1); BEGIN TRY INSERT t VALUES (1) END TRY BEGIN CATCH PRINT XACT_STATE() END CATCH; INSERT t VALUES (2); COMMIT"
        );
        Assert.Equal(2, Count);
    }

    [Fact]
    public void A_procedure_that_leaves_a_transaction_open_is_told_so()
    {
        MustRun("CREATE PROC p AS BEGIN TRAN");
        Assert.Equal([266], Run("EXEC p; ROLLBACK").ErrorNumbers);
    }

    [Fact]
    public void Implicit_transactions_begin_with_the_first_statement()
    {
        var sink = MustRun("SET IMPLICIT_TRANSACTIONS ON; INSERT t VALUES (1); PRINT @@TRANCOUNT; ROLLBACK");
        Assert.Contains("1", sink.Prints);
        Assert.Equal(0, Count);
    }

    [Fact]
    public void A_mark_is_noted_once_for_an_instance()
    {
        var sink = MustRun(
            "DECLARE @m nvarchar(32) = 'BTS_1'; BEGIN TRAN @m WITH MARK 'backup'; INSERT t VALUES (1); BEGIN TRAN again WITH MARK; COMMIT"
        );
        Assert.Equal([3920], sink.Messages.Select(message => message.Number));
        var mark = Session.Transaction!.Marks[Instance];
        Assert.Equal(("BTS_1", "backup"), (mark.Name, mark.Description));
        MustRun("COMMIT");
    }

    [Fact]
    public void Table_variables_keep_their_rows_after_a_rollback()
    {
        Assert.Equal("1", Show("DECLARE @t TABLE (i int); BEGIN TRAN; INSERT @t VALUES (1); ROLLBACK; SELECT i FROM @t"));
    }

    [Fact]
    public void Table_changes_are_rolled_back_too()
    {
        MustRun("BEGIN TRAN; CREATE TABLE u (i int); ALTER TABLE t ADD j int NOT NULL DEFAULT 5; ROLLBACK");
        Assert.Equal([208], Run("SELECT * FROM u").ErrorNumbers);
        Assert.Equal(["i"], MustRun("SELECT * FROM t").ResultSets[0].Columns.Select(column => column.Name));
    }

    [Fact]
    public void A_lock_timeout_is_error_1222()
    {
        MustRun("BEGIN TRAN; INSERT t VALUES (1)");
        using var other = AnotherSession();
        Assert.Equal([1222], other.Run("SET LOCK_TIMEOUT 50; SELECT * FROM t").ErrorNumbers);
        Assert.Equal(1, other.Scalar("SELECT COUNT(*) FROM t WITH (NOLOCK)"));
        MustRun("COMMIT");
        Assert.Equal(1, other.Scalar("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public void The_clients_own_transaction_requests_work()
    {
        var sink = new RecordingSink();
        Session.BeginTransaction(null, TransactionIsolation.ReadCommitted, sink);
        MustRun("INSERT t VALUES (1)");
        Session.SaveTransaction("s", sink);
        MustRun("INSERT t VALUES (2)");
        Session.RollbackTransaction("s", sink);
        Session.CommitTransaction(null, sink);
        Assert.Equal(1, Count);
        Session.CommitTransaction(null, sink);
        Assert.Equal([3902], sink.ErrorNumbers);
    }

    [Fact]
    public void A_held_shared_lock_stays_to_the_end_of_the_transaction()
    {
        using var other = AnotherSession();
        other.MustRun("SET LOCK_TIMEOUT 50");
        MustRun("BEGIN TRAN; SELECT * FROM t");
        other.MustRun("INSERT t VALUES (1)");
        MustRun("SELECT * FROM t WITH (HOLDLOCK)");
        Assert.Equal([1222], other.Run("INSERT t VALUES (2)").ErrorNumbers);
        Assert.Equal(1, other.Scalar("SELECT COUNT(*) FROM t"));
        MustRun("COMMIT");
        other.MustRun("INSERT t VALUES (2)");
    }
}
