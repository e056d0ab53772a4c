using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Storage.Locking;

/// <summary>Shows in sys.dm_exec_requests that a session waits for a lock, and takes it away when the wait ends.</summary>
internal sealed class BlockedSession : IDisposable
{
    private readonly RunningRequest? running;

    private BlockedSession(RunningRequest? running) => this.running = running;

    internal static BlockedSession Show(SqlTransaction waiter, Table table, LockMode mode, SqlTransaction blocker)
    {
        var running = Find(waiter, table)?.Running;
        if (running is not null)
        {
            running.WaitType = mode == LockMode.Shared ? "LCK_M_S" : "LCK_M_X";
            running.BlockingSpid = blocker.Spid;
        }
        return new BlockedSession(running);
    }

    public void Dispose()
    {
        if (running is null)
            return;
        running.WaitType = null;
        running.BlockingSpid = 0;
    }

    private static SqlSession? Find(SqlTransaction transaction, Table table)
    {
        var sessions = table.Database?.Instance.Sessions;
        return sessions?.Values.FirstOrDefault(session => session.Transaction == transaction)
            ?? sessions?.GetValueOrDefault(transaction.Spid);
    }
}
