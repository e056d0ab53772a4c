using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Tests.Catalog;

public sealed class AppLocksTests : CatalogTestBase
{
    private static readonly AppLockResource Failback = new(1, "public", "failback");

    private AppLockResult Get(
        SqlSession session,
        AppLockMode mode,
        int timeout = 0,
        SqlTransaction? owner = null,
        AppLockResource? resource = null
    ) => Instance.AppLocks.Get(session, owner, resource ?? Failback, mode, timeout, TestContext.Current.CancellationToken);

    [Fact]
    public void An_exclusive_lock_keeps_others_out_until_it_is_released()
    {
        var (first, second) = (Session(), Session());
        Assert.Equal(AppLockResult.Granted, Get(first, AppLockMode.Exclusive));
        Assert.Equal(AppLockResult.TimedOut, Get(second, AppLockMode.Shared));
        Assert.True(Instance.AppLocks.Release(first, isOfTransaction: false, Failback));
        Assert.Equal(AppLockResult.Granted, Get(second, AppLockMode.Shared));
    }

    [Fact]
    public void Shared_locks_go_together()
    {
        Assert.Equal(AppLockResult.Granted, Get(Session(), AppLockMode.Shared));
        Assert.Equal(AppLockResult.Granted, Get(Session(), AppLockMode.Shared));
    }

    [Fact]
    public void A_lock_taken_twice_is_released_twice()
    {
        var (first, second) = (Session(), Session());
        Get(first, AppLockMode.Exclusive);
        Get(first, AppLockMode.Exclusive);
        Instance.AppLocks.Release(first, false, Failback);
        Assert.Equal(AppLockResult.TimedOut, Get(second, AppLockMode.Exclusive));
        Instance.AppLocks.Release(first, false, Failback);
        Assert.False(Instance.AppLocks.Release(first, false, Failback));
        Assert.Equal(AppLockResult.Granted, Get(second, AppLockMode.Exclusive));
    }

    [Fact]
    public void A_transactions_lock_ends_with_it()
    {
        var (first, second) = (Session(), Session());
        var transaction = new SqlTransaction(first.Spid);
        Get(first, AppLockMode.Exclusive, owner: transaction);
        Assert.Equal(AppLockResult.TimedOut, Get(second, AppLockMode.Exclusive));
        transaction.Commit();
        Assert.Equal(AppLockResult.Granted, Get(second, AppLockMode.Exclusive));
    }

    [Fact]
    public void The_locks_of_a_session_that_is_gone_are_free()
    {
        var (first, second) = (Session(), Session());
        Get(first, AppLockMode.Exclusive);
        Instance.Sessions.Remove(first);
        Assert.Equal(AppLockResult.Granted, Get(second, AppLockMode.Exclusive));
    }

    [Fact]
    public async Task Who_waits_gets_it_when_the_holder_lets_go()
    {
        var (first, second) = (Session(), Session());
        Get(first, AppLockMode.Exclusive);
        var waiter = Task.Run(() => Get(second, AppLockMode.Exclusive, timeout: -1), TestContext.Current.CancellationToken);
        Instance.AppLocks.Release(first, false, Failback);
        Assert.True(await waiter >= AppLockResult.Granted);
    }

    [Fact]
    public async Task Two_that_wait_for_each_other_are_a_deadlock()
    {
        var (first, second) = (Session(), Session());
        var other = Failback with { Name = "other" };
        Get(first, AppLockMode.Exclusive);
        Get(second, AppLockMode.Exclusive, resource: other);
        var waits = new[]
        {
            Task.Run(() => Get(first, AppLockMode.Exclusive, -1, resource: other), TestContext.Current.CancellationToken),
            Task.Run(() => Get(second, AppLockMode.Exclusive, -1), TestContext.Current.CancellationToken),
        };
        Assert.Equal(AppLockResult.DeadlockVictim, await await Task.WhenAny(waits));
        foreach (var session in Instance.Sessions.All)
            Instance.Sessions.Remove(session);
        await Task.WhenAll(waits);
    }
}
