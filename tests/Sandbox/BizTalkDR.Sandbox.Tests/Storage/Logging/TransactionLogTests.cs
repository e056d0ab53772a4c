using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Logging;

namespace BizTalkDR.Sandbox.Tests.Storage.Logging;

public sealed class TransactionLogTests : IAsyncDisposable
{
    private readonly StorageFixture sandbox = new();
    private readonly Database database;
    private readonly Table table;

    public TransactionLogTests()
    {
        database = sandbox.Database("Orders");
        table = sandbox.Table(database);
        database.ArchivePoint = database.Log.Start;
    }

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public void Log_sequence_numbers_grow_and_are_numeric_25()
    {
        for (var i = 0; i < 500; i++)
            StorageFixture.Insert(table, i);
        var lsns = Records().Select(record => record.Lsn.ToDecimal()).ToArray();
        Assert.Equal(lsns.Order().Distinct(), lsns);
        Assert.All(lsns, lsn => Assert.Equal(lsn, Lsn.FromDecimal(lsn).ToDecimal()));
    }

    [Fact]
    public void The_log_moves_on_to_the_next_virtual_log_file_when_one_is_full()
    {
        var log = new TransactionLog();
        for (var i = 0; i < 100_000; i++)
            log.Append(new BulkOperationRecord());
        Assert.True(log.Next.Vlf > 34);
        Assert.Equal(100_000, log.Count);
    }

    [Fact]
    public void A_committed_transaction_is_begin_changes_commit()
    {
        var start = database.Log.Next;
        var transaction = new SqlTransaction(51, "t");
        var row = table.Insert(transaction, [1, "a"]);
        table.Update(transaction, row, [1, "b"]);
        table.Delete(transaction, row);
        transaction.Commit();
        Assert.Equal(
            [typeof(BeginRecord), typeof(RowRecord), typeof(RowRecord), typeof(RowRecord), typeof(CommitRecord)],
            database.Log.Read(start, database.Log.Next).Select(record => record.GetType())
        );
        Assert.All(database.Log.Read(start, database.Log.Next), record => Assert.Equal(transaction.Id, record.TransactionId));
    }

    [Fact]
    public void A_rollback_writes_a_compensation_for_every_change_and_an_abort()
    {
        var row = StorageFixture.Insert(table, 1, "old");
        var start = database.Log.Next;
        var transaction = new SqlTransaction(51);
        table.Update(transaction, row, [1, "new"]);
        table.Insert(transaction, [2, "new"]);
        transaction.Rollback();

        var records = database.Log.Read(start, database.Log.Next);
        var changes = records.OfType<RowRecord>().ToArray();
        Assert.Equal([changes[1].Lsn, changes[0].Lsn], changes[2..].Select(change => change.Compensates));
        Assert.IsType<AbortRecord>(records[^1]);
        Assert.Equal([1], StorageFixture.Ids(table));
        Assert.Equal("old", table.Scan()[0].Values[1]);
    }

    [Fact]
    public void Changes_back_to_a_savepoint_are_compensated_and_the_rest_is_committed()
    {
        var transaction = new SqlTransaction(51);
        table.Insert(transaction, [1, null]);
        var savepoint = transaction.Savepoint();
        table.Insert(transaction, [2, null]);
        transaction.RollbackTo(savepoint);
        table.Insert(transaction, [3, null]);
        transaction.Commit();
        Assert.Equal([1, 3], StorageFixture.Ids(table));
    }

    [Fact]
    public void A_dropped_table_comes_back_with_its_rows_when_the_drop_is_rolled_back()
    {
        StorageFixture.Insert(table, 1);
        var transaction = new SqlTransaction(51);
        database.Remove(transaction, table.Definition);
        Assert.Null(database.FindTable("dbo", "Messages"));
        transaction.Rollback();
        Assert.Equal([1], StorageFixture.Ids(database.FindTable("dbo", "Messages")!));
    }

    [Fact]
    public void Without_a_log_chain_a_checkpoint_cuts_the_log_off()
    {
        database.ArchivePoint = Lsn.None;
        for (var i = 0; i < 100; i++)
            StorageFixture.Insert(table, i);
        database.Checkpoint();
        Assert.Equal(database.LastCheckpoint, database.Log.Start);
        Assert.Equal(2, database.Log.Count);
    }

    [Fact]
    public void An_open_transaction_keeps_its_part_of_the_log()
    {
        database.ArchivePoint = Lsn.None;
        var open = new SqlTransaction(51);
        table.Insert(open, [1, null]);
        var begin = Records().OfType<BeginRecord>().Last().Lsn;
        StorageFixture.Insert(table, 2);
        database.Checkpoint();
        Assert.Equal(begin, database.Log.Start);
        Assert.Equal("ACTIVE_TRANSACTION", database.LogReuseWait);
        open.Rollback();
        database.Checkpoint();
        Assert.Equal("NOTHING", database.LogReuseWait);
    }

    [Fact]
    public void With_a_log_chain_a_checkpoint_keeps_all_that_is_not_backed_up()
    {
        var start = database.Log.Start;
        StorageFixture.Insert(table, 1);
        database.Checkpoint();
        Assert.Equal(start, database.Log.Start);
        Assert.Equal("LOG_BACKUP", database.LogReuseWait);
    }

    [Fact]
    public void A_unique_key_refuses_a_second_row_with_2627()
    {
        StorageFixture.Insert(table, 1);
        var error = Assert.Throws<Errors.SqlServerException>(() => StorageFixture.Insert(table, 1));
        Assert.Equal(2627, error.Error.Number);
        Assert.Contains("'PK_Messages'", error.Error.Text, StringComparison.Ordinal);
    }

    private IReadOnlyList<LogRecord> Records() => database.Log.Read(database.Log.Start, database.Log.Next);
}
