using BizTalkDR.Sandbox.Errors;

namespace BizTalkDR.Sandbox.Tests.Language;

public class ControlFlowTests : LanguageFixture
{
    [Fact]
    public void Loops_jumps_and_blocks()
    {
        var sink = MustRun(
            "DECLARE @i int = 0\nWHILE 1 = 1\nBEGIN\nSET @i += 1\nIF @i = 2 CONTINUE\nIF @i > 4 BREAK\nPRINT @i\nEND\nGOTO done\nPRINT 'skipped'\ndone:\nPRINT 'end'\nRETURN\nPRINT 'never'"
        );
        Assert.Equal(["1", "3", "4", "end"], sink.Prints);
    }

    [Fact]
    public void Catch_knows_all_about_the_error()
    {
        MustRun("CREATE PROC failing AS\nRAISERROR('bad %s %d', 14, 3, 'x', 7)");
        var sink = MustRun(
            "BEGIN TRY EXEC failing; PRINT 'never' END TRY BEGIN CATCH PRINT CONCAT(ERROR_NUMBER(), '|', ERROR_SEVERITY(), '|', ERROR_STATE(), '|', ERROR_PROCEDURE(), '|', ERROR_LINE(), '|', ERROR_MESSAGE()) END CATCH; PRINT ISNULL(ERROR_MESSAGE(), 'none')"
        );
        Assert.Equal(["50000|14|3|failing|2|bad x 7", "none"], sink.Prints);
    }

    [Fact]
    public void Throw_passes_the_error_on_and_ends_the_batch()
    {
        var sink = Run("BEGIN TRY SELECT 1/0 END TRY BEGIN CATCH THROW; END CATCH\nPRINT 'never'");
        Assert.Equal([8134], sink.ErrorNumbers);
        Assert.Empty(sink.Prints);
        Assert.Equal(
            [(51000, "mine", (byte)2)],
            Run("THROW 51000, 'mine', 2").Errors.Select(error => (error.Number, error.Text, error.State))
        );
        Assert.Equal([10704], Run("THROW").ErrorNumbers);
    }

    [Fact]
    public void Raiserror_does_not_end_the_batch()
    {
        var sink = Run("RAISERROR('oops', 16, 1)\nPRINT @@ERROR\nRAISERROR('info', 10, 1) WITH NOWAIT\nRAISERROR('%i rows%%', 0, 1, 3)");
        Assert.Equal([50000], sink.ErrorNumbers);
        Assert.Equal(["50000", "info", "3 rows%"], sink.Prints);
    }

    [Fact]
    public void Severity_above_18_needs_the_log_and_20_ends_the_connection()
    {
        Assert.Equal([2754], Run("RAISERROR('x', 19, 1)").ErrorNumbers);
        var ended = Assert.Throws<SqlServerException>(() => Run("RAISERROR('fatal', 20, 1) WITH LOG"));
        Assert.Equal(20, ended.Error.Severity);
    }

    [Fact]
    public void A_conversion_error_ends_the_batch_and_a_division_by_zero_does_not()
    {
        Assert.Empty(Run("SELECT CAST('x' AS int); PRINT 'after'").Prints);
        Assert.Equal(["after"], Run("SELECT 1/0; PRINT 'after'").Prints);
    }

    [Fact]
    public void A_missing_table_is_caught_outside_its_procedure_only()
    {
        MustRun("CREATE PROC p AS BEGIN TRY SELECT * FROM nowhere END TRY BEGIN CATCH PRINT 'inside' END CATCH");
        var sink = MustRun("BEGIN TRY EXEC p END TRY BEGIN CATCH PRINT 'outside ' + ERROR_MESSAGE() END CATCH");
        Assert.Equal(["outside Invalid object name 'nowhere'."], sink.Prints);
    }

    [Fact]
    public void Errors_carry_the_line_of_their_statement()
    {
        Assert.Equal(3, Run("PRINT 'a'\n\nSELECT 1/0").Errors.Single().Line);
    }

    [Fact]
    public void Waitfor_waits_on_the_sandboxs_clock()
    {
        var waiting = Task.Run(() => MustRun("WAITFOR DELAY '01:00:00'; PRINT 'done'"), TestContext.Current.CancellationToken);
        while (!waiting.IsCompleted)
        {
            Host.Clock.Advance(TimeSpan.FromMinutes(10));
            Thread.Sleep(10);
        }
        Assert.Equal(["done"], waiting.Result.Prints);
    }

    [Fact]
    public void An_attention_stops_a_running_batch()
    {
        using var attention = new CancellationTokenSource();
        var sink = new RecordingSink();
        var running = Task.Run(
            () => Session.ExecuteBatch("WHILE 1 = 1 SET NOCOUNT ON", sink, attention.Token),
            TestContext.Current.CancellationToken
        );
        attention.Cancel();
        Assert.ThrowsAsync<OperationCanceledException>(() => running).Wait(TestContext.Current.CancellationToken);
        Assert.Equal(1, Value("1"));
    }

    [Fact]
    public void An_unknown_kind_of_statement_is_named()
    {
        var error = Run("CREATE QUEUE q").Errors.Single();
        Assert.Contains("CreateQueueStatement", error.Text);
    }

    [Fact]
    public void A_loop_of_a_hundred_thousand_statements_ends()
    {
        Assert.Equal(
            ["100000"],
            MustRun("SET NOCOUNT ON; DECLARE @i int = 0; WHILE @i < 100000 BEGIN SET @i = @i + 1 END; PRINT @i").Prints
        );
        MustRun("CREATE TABLE t (i int); DECLARE @i int = 0; WHILE @i < 3000 BEGIN INSERT t VALUES (@i); SET @i += 1 END");
        Assert.Equal(3000, Session.Scalar("SELECT COUNT(*) FROM t"));
    }
}
