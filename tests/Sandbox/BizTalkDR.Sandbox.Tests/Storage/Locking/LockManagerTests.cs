using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Locking;

namespace BizTalkDR.Sandbox.Tests.Storage.Locking;

public sealed class LockManagerTests : IAsyncDisposable
{
    private readonly StorageFixture sandbox = new();
    private readonly Table a;
    private readonly Table b;

    public LockManagerTests()
    {
        a = sandbox.Table(sandbox.Database("A"));
        b = sandbox.Table(sandbox.Database("B", "SQL2"));
    }

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public void Readers_share_a_table()
    {
        Lock(new SqlTransaction(51), a, LockMode.Shared);
        Lock(new SqlTransaction(52), a, LockMode.Shared, timeout: 0);
    }

    [Fact]
    public void A_writer_waits_until_the_reader_ends_its_statement()
    {
        var reader = new SqlTransaction(51);
        var writer = new SqlTransaction(52);
        Lock(reader, a, LockMode.Shared);
        var waiting = Task.Run(() => Lock(writer, a, LockMode.Exclusive));
        WaitUntilBlocked(writer);
        reader.EndStatement();
        Finishes(waiting);
    }

    [Fact]
    public void A_wait_longer_than_the_lock_timeout_ends_with_1222()
    {
        Lock(new SqlTransaction(51), a, LockMode.Exclusive);
        var error = Assert.Throws<SqlServerException>(() => Lock(new SqlTransaction(52), a, LockMode.Shared, timeout: 0));
        Assert.Equal(1222, error.Error.Number);
        Assert.Empty(sandbox.Host.Locks.Waits);
    }

    [Fact]
    public void An_attention_ends_the_wait()
    {
        Lock(new SqlTransaction(51), a, LockMode.Exclusive);
        using var attention = new CancellationTokenSource();
        var waiter = new SqlTransaction(52);
        var waiting = Task.Run(() => waiter.Lock(a, LockMode.Shared, attention.Token));
        WaitUntilBlocked(waiter);
        attention.Cancel();
        Assert.Throws<OperationCanceledException>(() => waiting.GetAwaiter().GetResult());
    }

    [Fact]
    public void A_deadlock_over_two_instances_is_broken_with_1205_and_the_other_goes_on()
    {
        var first = new SqlTransaction(51);
        var second = new SqlTransaction(52) { DeadlockPriority = -5 };
        Lock(first, a, LockMode.Exclusive);
        Lock(second, b, LockMode.Exclusive);
        var waiting = Task.Run(() => Lock(first, b, LockMode.Exclusive));
        WaitUntilBlocked(first);

        var error = Assert.Throws<SqlServerException>(() => Lock(second, a, LockMode.Exclusive));
        Assert.Equal((1205, 13), (error.Error.Number, error.Error.Severity));
        second.Rollback();
        Finishes(waiting);
    }

    [Fact]
    public void The_victim_may_be_the_one_that_waits_already()
    {
        var first = new SqlTransaction(51) { DeadlockPriority = -5 };
        var second = new SqlTransaction(52);
        Lock(first, a, LockMode.Exclusive);
        Lock(second, b, LockMode.Exclusive);
        var waiting = Task.Run(() =>
        {
            try
            {
                Lock(first, b, LockMode.Exclusive);
            }
            finally
            {
                first.Rollback();
            }
        });
        WaitUntilBlocked(first);
        Lock(second, a, LockMode.Exclusive);
        Assert.Equal(1205, Assert.Throws<SqlServerException>(() => waiting.GetAwaiter().GetResult()).Error.Number);
    }

    [Fact]
    public void Two_readers_that_both_want_to_write_are_a_deadlock()
    {
        var first = new SqlTransaction(51);
        var second = new SqlTransaction(52);
        Lock(first, a, LockMode.Shared);
        Lock(second, a, LockMode.Shared);
        var waiting = Task.Run(() => Lock(first, a, LockMode.Exclusive));
        WaitUntilBlocked(first);
        Assert.Equal(1205, Assert.Throws<SqlServerException>(() => Lock(second, a, LockMode.Exclusive)).Error.Number);
        second.Rollback();
        Finishes(waiting);
    }

    [Fact]
    public void A_writer_is_not_starved_by_readers_that_come_later()
    {
        var reader = new SqlTransaction(51);
        var writer = new SqlTransaction(52);
        Lock(reader, a, LockMode.Shared);
        var waiting = Task.Run(() => Lock(writer, a, LockMode.Exclusive));
        WaitUntilBlocked(writer);
        Assert.Equal(
            1222,
            Assert.Throws<SqlServerException>(() => Lock(new SqlTransaction(53), a, LockMode.Shared, timeout: 0)).Error.Number
        );
        reader.Commit();
        Finishes(waiting);
    }

    [Fact]
    public void Who_waits_for_whom_can_be_seen()
    {
        var owner = new SqlTransaction(51);
        var waiter = new SqlTransaction(52);
        Lock(owner, a, LockMode.Exclusive);
        var waiting = Task.Run(() => Lock(waiter, a, LockMode.Shared));
        WaitUntilBlocked(waiter);
        var wait = Assert.Single(sandbox.Host.Locks.Waits);
        Assert.Equal((waiter, owner, a), (wait.Waiter, wait.Blocker, wait.Resource));
        owner.Rollback();
        Finishes(waiting);
    }

    private static void Lock(SqlTransaction transaction, Table table, LockMode mode, int timeout = -1) =>
        transaction.Lock(table, mode, CancellationToken.None, timeout);

    private void WaitUntilBlocked(SqlTransaction transaction) =>
        Assert.True(SpinWait.SpinUntil(() => sandbox.Host.Locks.Waits.Any(wait => wait.Waiter == transaction), 10_000));

    private static void Finishes(Task task) => Assert.True(task.Wait(TimeSpan.FromMinutes(15)));
}
