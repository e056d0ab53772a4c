namespace BizTalkDR.Sandbox.Storage;

/// <summary>Who asks the storage for something: a session, as far as databases, transactions and locks go.</summary>
internal abstract class Caller(DatabaseEngine instance, int spid, LoginContext login, Database database)
{
    /// <summary>@@SPID.</summary>
    public int Spid { get; } = spid;

    internal DatabaseEngine Instance { get; } = instance;

    /// <summary>Who runs: changed by EXECUTE AS and given back by REVERT.</summary>
    internal LoginContext Login { get; set; } = login;

    internal Database Database { get; set; } = database;

    /// <summary>@@TRANCOUNT.</summary>
    internal int TransactionCount { get; set; }

    /// <summary>The transaction begun by the user, or null in autocommit.</summary>
    internal SqlTransaction? Transaction { get; set; }

    /// <summary>The transaction of the running statement while there is none of the user's.</summary>
    internal SqlTransaction? Autocommit { get; set; }

    /// <summary>Whether <see cref="Transaction"/> is another session's, which alone may commit it.</summary>
    internal bool IsEnlisted { get; set; }

    /// <summary>What the session is doing, for sys.dm_exec_requests; null when idle.</summary>
    internal RunningRequest? Running { get; set; }

    /// <summary>Ends the session from another one (KILL).</summary>
    internal CancellationTokenSource Killed { get; } = new();

    /// <summary>Cancelled when the session's connection is cut: nothing more reaches its client.</summary>
    internal CancellationTokenSource Cut { get; } = new();

    /// <summary>Cuts the session's connection, as a network does that fails.</summary>
    internal void CutConnection()
    {
        try
        {
            Cut.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The session has ended by itself.
        }
    }
}
