using BizTalkDR.Sandbox.Storage.Locking;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>Shows in sys.dm_exec_requests that a session waits for a lock, and takes it away when the wait ends.</summary>
internal sealed class BlockedSession : IDisposable
{
    private readonly RunningRequest? running;

    private BlockedSession(RunningRequest? running) => this.running = running;

    internal static BlockedSession Show(SqlTransaction waiter, Table table, LockMode mode, SqlTransaction blocker)
    {
        var sessions = table.Database?.Instance.Sessions;
        var running = sessions?.Find(waiter)?.Running;
        if (running is not null)
        {
            running.WaitType = mode == LockMode.Shared ? "LCK_M_S" : "LCK_M_X";
            running.BlockingSpid = sessions?.Find(blocker)?.Spid ?? blocker.Spid;
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
}
