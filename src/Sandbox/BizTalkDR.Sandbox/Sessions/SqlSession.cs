using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Sessions;

/// <summary>
/// The state of one session. The interpreter reads and changes it; whatever a statement leaves behind for the next batch is here, or in the parts
/// that the rooms above add.
/// </summary>
internal sealed class SqlSession : Caller, IDisposable
{
    internal SqlSession(DatabaseEngine instance, int spid, LoginContext login, LoginRequest request, Database database)
        : base(instance, spid, login, database)
    {
        Request = request;
        FirstDatabase = database;
        LoginTime = LastBatchTime = instance.Host.Clock.Now;
    }

    internal string DatabaseName => Database.Name;

    /// <summary>What the rooms above keep with the session; what can be disposed of is, when the session ends.</summary>
    internal Parts Parts { get; } = new();

    /// <summary>Application name, host name and the like, as the client gave them.</summary>
    internal LoginRequest Request { get; }

    /// <summary>Whether it came over the wire, and is not the server's own or another server's.</summary>
    internal bool IsClient => Request.ClientAddress.Length > 0;

    internal DateTime LoginTime { get; }

    internal DateTime LastBatchTime { get; set; }

    /// <summary>Until when, UTC, a WAITFOR lets it rest; null while none does.</summary>
    internal DateTime? RestsUntil { get; set; }

    /// <summary>XACT_STATE() -1: the transaction can only be rolled back.</summary>
    internal bool IsTransactionDoomed { get; set; }

    /// <summary>The names of SAVE TRANSACTION with the points they stand for.</summary>
    internal List<(string Name, int Point)> Savepoints { get; } = [];

    internal SessionSettings Settings { get; set; } = new();

    /// <summary>The settings that the login begins with: its language's.</summary>
    internal SessionSettings FirstSettings { get; private set; } = new();

    /// <summary>The database that the login begins in.</summary>
    internal Database FirstDatabase { get; }

    /// <summary>Temporary tables by name (#x), of the session's outermost scope.</summary>
    internal Dictionary<string, Table> TemporaryTables { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The ##tables this session made: they go when it goes.</summary>
    internal HashSet<string> OwnedGlobalTables { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>@@ROWCOUNT.</summary>
    internal long RowCount { get; set; }

    /// <summary>@@ERROR.</summary>
    internal int LastError { get; set; }

    /// <summary>The @@ERROR that the running statement will leave behind.</summary>
    internal int PendingError { get; set; }

    /// <summary>The error that the innermost running CATCH block handles.</summary>
    internal SqlMessage? CaughtError { get; set; }

    /// <summary>@@IDENTITY.</summary>
    internal decimal? LastIdentity { get; set; }

    /// <summary>What SCOPE_IDENTITY() gives at the session's outermost level.</summary>
    internal decimal? ScopeIdentity { get; set; }

    /// <summary>@@FETCH_STATUS.</summary>
    internal int FetchStatus { get; set; } = -1;

    /// <summary>How many atomic statements run inside each other (a trigger's inside the statement that fired it).</summary>
    internal int StatementDepth { get; set; }

    /// <summary>The handle that sp_prepare gave last.</summary>
    internal int LastHandle { get; set; }

    internal byte[] ContextInfo { get; set; } = [];

    internal Dictionary<string, object?> ContextValues { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The logins to come back to with REVERT.</summary>
    internal Stack<LoginContext> Impersonations { get; } = new();

    /// <summary>Runs a batch; a statement's error goes to the sink.</summary>
    internal void ExecuteBatch(string text, IResultSink sink, CancellationToken attention)
    {
        CheckRunning();
        Instance.Parts.Find<SessionRequests>().Batch(this, text, sink, attention);
    }

    /// <summary>Runs a procedure call; a statement's error goes to the sink.</summary>
    internal void ExecuteProcedure(ProcedureRequest request, IResultSink sink, CancellationToken attention)
    {
        CheckRunning();
        Instance.Parts.Find<SessionRequests>().Procedure(this, request, sink, attention);
    }

    private void CheckRunning()
    {
        if (!Instance.Sessions.Contains(this))
            throw MessageCatalog.Error(596);
    }

    /// <summary>Forgets what does not outlive a connection that is used anew: temporary tables, settings, context, impersonation.</summary>
    internal void Forget()
    {
        foreach (var name in OwnedGlobalTables)
            Instance.GlobalTemporaryTables.TryRemove(name, out _);
        OwnedGlobalTables.Clear();
        TemporaryTables.Clear();
        ContextValues.Clear();
        ContextInfo = [];
        while (Impersonations.TryPop(out var login))
            Login = login;
        Savepoints.Clear();
        Settings = FirstSettings;
        (RowCount, LastError, CaughtError, LastIdentity, ScopeIdentity, FetchStatus) = (0, 0, null, null, null, -1);
    }

    /// <summary>Begins with other settings than the defaults, now and whenever the connection is used anew.</summary>
    internal void Begin(SessionSettings settings) => Settings = FirstSettings = settings;

    /// <summary>The connection is gone: an open transaction is rolled back, temporary tables are dropped.</summary>
    public void Dispose()
    {
        if (TransactionCount > 0 && Transaction is { IsEnded: false } transaction && !IsEnlisted)
            transaction.Rollback();
        (Transaction, TransactionCount) = (null, 0);
        Forget();
        foreach (var part in Parts.All.OfType<IDisposable>())
            part.Dispose();
        Instance.Sessions.Remove(this);
        Killed.Dispose();
        Cut.Dispose();
    }
}
