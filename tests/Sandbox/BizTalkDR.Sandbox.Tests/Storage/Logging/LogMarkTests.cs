using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Logging;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Tests.Storage.Logging;

public sealed class LogMarkTests : IAsyncDisposable
{
    private readonly StorageFixture sandbox = new();

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public void A_mark_stands_in_every_changed_database_of_the_instance_that_placed_it()
    {
        var (a, b, untouched) = (sandbox.Database("A"), sandbox.Database("B"), sandbox.Database("C"));
        var remote = sandbox.Database("R", "SQL2");
        StorageFixture.Insert(sandbox.Table(untouched), 1);
        var transaction = new SqlTransaction(51) { Marks = { [sandbox.Instance()] = new LogMarkRequest("m1", "why", "sa") } };
        foreach (var database in new[] { a, b, remote })
            sandbox.Table(database).Insert(transaction, [1, null]);
        transaction.Commit();

        Assert.Equal("m1", LastCommit(a).Mark?.Name);
        Assert.Equal(("m1", "why", "sa"), LastCommit(b).Mark is { } mark ? (mark.Name, mark.Description, mark.UserName) : default);
        Assert.Null(LastCommit(untouched).Mark);
        Assert.Null(LastCommit(remote).Mark);
    }

    [Fact]
    public void A_mark_asked_for_on_two_instances_stands_on_both()
    {
        var (a, b) = (sandbox.Database("A"), sandbox.Database("R", "SQL2"));
        var transaction = new SqlTransaction(51) { IsDistributed = true };
        transaction.Marks[sandbox.Instance()] = new LogMarkRequest("m1", null, "sa");
        transaction.Marks[sandbox.Instance("SQL2")] = new LogMarkRequest("m1", null, "remote");
        sandbox.Table(a).Insert(transaction, [1, null]);
        sandbox.Table(b).Insert(transaction, [1, null]);
        transaction.Commit();
        Assert.Equal(("m1", "m1"), (LastCommit(a).Mark?.Name, LastCommit(b).Mark?.Name));
    }

    [Fact]
    public void Logmarkhistory_gets_a_row_with_the_lsn_of_the_commit()
    {
        var msdb = sandbox.Instance().FindDatabase("msdb")!;
        var history = msdb.FindTable("dbo", "logmarkhistory") ?? AddHistoryTable(msdb);
        var database = sandbox.Database("A");
        var transaction = new SqlTransaction(51) { Marks = { [sandbox.Instance()] = new LogMarkRequest("m1", "why", "sa") } };
        sandbox.Table(database).Insert(transaction, [1, null]);
        transaction.Commit();
        var row = Assert.Single(history.Scan()).Values;
        object? Value(string column) => row[history.Definition.ColumnIndex(column)];
        Assert.Equal(("A", "m1", "sa"), (Value("database_name"), Value("mark_name"), Value("user_name")));
        Assert.Equal(LastCommit(database).Lsn.ToDecimal(), Value("lsn"));
    }

    [Fact]
    public async Task A_mark_is_never_torn_between_databases()
    {
        var (a, b) = (sandbox.Table(sandbox.Database("A")), sandbox.Table(sandbox.Database("R", "SQL2")));
        foreach (var table in new[] { a, b })
            table.Database!.ArchivePoint = table.Database.Log.Start;
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(() => WriteBoth(a, b, writer, stop.Token))).ToArray();
        for (var i = 0; i < 50; i++)
        {
            var transaction = new SqlTransaction(90);
            foreach (var instance in sandbox.Host.Instances)
                transaction.Marks[instance] = new LogMarkRequest($"m{i}", null, "sa");
            a.Insert(transaction, [-1 - i, null]);
            b.Insert(transaction, [-1 - i, null]);
            transaction.Commit();
        }
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        for (var i = 0; i < 50; i++)
            Assert.Equal(CommittedBefore(a, $"m{i}"), CommittedBefore(b, $"m{i}"));
    }

    private static void WriteBoth(Table a, Table b, int writer, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested && i < 5000; i++)
        {
            var transaction = new SqlTransaction(60 + writer);
            var (first, second) = i % 2 == 0 ? (a, b) : (b, a);
            first.Insert(transaction, [(writer * 10_000) + i, null]);
            second.Insert(transaction, [(writer * 10_000) + i, null]);
            transaction.Commit();
        }
    }

    private static HashSet<long> CommittedBefore(Table table, string mark)
    {
        var records = Records(table.Database!);
        var writers = records.OfType<RowRecord>().Select(row => row.TransactionId).ToHashSet();
        var commits = records.OfType<CommitRecord>().TakeWhile(commit => commit.Mark?.Name != mark);
        return [.. commits.Select(commit => commit.TransactionId).Where(writers.Contains)];
    }

    private static CommitRecord LastCommit(Database database) => Records(database).OfType<CommitRecord>().Last();

    private static IReadOnlyList<LogRecord> Records(Database database) => database.Log.Read(database.Log.Start, database.Log.Next);

    private static Table AddHistoryTable(Database msdb)
    {
        var transaction = new SqlTransaction(1);
        msdb.Add(
            transaction,
            new TableDefinition
            {
                Id = msdb.NextObjectId(),
                Name = "logmarkhistory",
                Columns =
                [
                    new ColumnDefinition { Name = "database_name", Type = SqlType.NVarChar(128) },
                    new ColumnDefinition { Name = "mark_name", Type = SqlType.NVarChar(128) },
                    new ColumnDefinition { Name = "description", Type = SqlType.NVarChar(255) },
                    new ColumnDefinition { Name = "user_name", Type = SqlType.NVarChar(128) },
                    new ColumnDefinition { Name = "lsn", Type = SqlType.Lsn },
                    new ColumnDefinition { Name = "mark_time", Type = SqlType.DateTime },
                ],
            }
        );
        transaction.Commit();
        return msdb.FindTable("dbo", "logmarkhistory")!;
    }
}
