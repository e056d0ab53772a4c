using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using static BizTalkDR.Sandbox.Tests.Storage.StorageFixture;

namespace BizTalkDR.Sandbox.Tests.Storage.Restore;

public sealed class ConcurrentMarkTests : IAsyncDisposable
{
    private static readonly (string Name, string Instance)[] Databases = [("MsgBox", "SQL1"), ("Tracking", "SQL1"), ("Bam", "SQL3")];
    private readonly StorageFixture sandbox = new();

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public async Task Databases_restored_to_a_mark_that_was_set_amid_other_transactions_hold_the_same_messages()
    {
        var tables = Databases.Select(database => sandbox.Table(sandbox.Database(database.Name, database.Instance))).ToArray();
        foreach (var (name, instance) in Databases)
            sandbox.Run(Full(name, $"{name}.bak"), instance);
        using var stop = new CancellationTokenSource();
        var number = 0;
        var writers = Enumerable
            .Range(0, 3)
            .Select(writer => Task.Run(() => Write(writer, () => Interlocked.Increment(ref number))))
            .ToArray();
        for (var set = 1; set <= 5; set++)
        {
            var mark = new SqlTransaction(90);
            foreach (var instance in sandbox.Host.Instances)
                mark.Marks[instance] = new LogMarkRequest($"m{set}", null, "sa");
            foreach (var table in tables)
                table.Insert(mark, [-set, null]);
            mark.Commit();
            foreach (var (name, instance) in Databases)
                sandbox.Run(Log(name, $"{name}_{set}.trn"), instance);
        }
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        for (var set = 1; set <= 5; set++)
        {
            var restored = Databases.Select(database => RestoreTo(database.Name, set)).ToArray();
            Assert.NotEmpty(restored[0]);
            Assert.Equal(restored[0], restored[1]);
            Assert.Equal(restored[0], restored[2]);
        }

        void Write(int writer, Func<int> next)
        {
            while (!stop.IsCancellationRequested)
            {
                var transaction = new SqlTransaction(60 + writer);
                var message = next();
                foreach (var table in message % 2 == 0 ? tables : tables.Reverse())
                    table.Insert(transaction, [message, "message"]);
                if (message % 7 == 0)
                    transaction.Rollback();
                else
                    transaction.Commit();
            }
        }
    }

    private int[] RestoreTo(string name, int set)
    {
        sandbox.Run(RestoreFull(name, $"{name}.bak") with { Replace = true });
        for (var i = 1; i < set; i++)
            sandbox.Run(RestoreLog(name, $"{name}_{i}.trn") with { StopMark = $"m{set}" });
        sandbox.Run(RestoreLog(name, $"{name}_{set}.trn") with { StopMark = $"m{set}", NoRecovery = false });
        Assert.Equal(DatabaseState.Online, sandbox.Instance("SQL2").FindDatabase(name)!.State);
        return [.. sandbox.Ids(name, "SQL2").Order()];
    }
}
