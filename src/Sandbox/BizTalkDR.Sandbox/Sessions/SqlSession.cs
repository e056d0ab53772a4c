using BizTalkDR.Sandbox.Language;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Sessions;

/// <summary>
/// The state of one session. The interpreter reads and changes it; whatever a statement leaves behind for the next batch is here.
/// </summary>
internal sealed partial class SqlSession : ISqlSession
{
    private readonly IInterpreter interpreter;

    internal SqlSession(SqlInstance instance, int spid, LoginContext login, LoginRequest request, Database database)
    {
        (Instance, Spid, Login, Request, Database) = (instance, spid, login, request, database);
        interpreter = instance.Interpreter;
        LoginTime = LastBatchTime = instance.Host.Clock.Now;
    }

    public int Spid { get; }

    public string DatabaseName => Database.Name;

    internal SqlInstance Instance { get; }

    /// <summary>Who runs: changed by EXECUTE AS and given back by REVERT.</summary>
    internal LoginContext Login { get; set; }

    /// <summary>Application name, host name and the like, as the client gave them.</summary>
    internal LoginRequest Request { get; }

    internal Database Database { get; set; }

    internal DateTime LoginTime { get; }

    internal DateTime LastBatchTime { get; set; }

    /// <summary>@@TRANCOUNT.</summary>
    internal int TransactionCount { get; set; }

    /// <summary>The transaction begun by the user, or null in autocommit.</summary>
    internal SqlTransaction? Transaction { get; set; }

    /// <summary>Whether <see cref="Transaction"/> is another session's, which alone may commit it.</summary>
    internal bool IsEnlisted { get; set; }

    /// <summary>XACT_STATE() -1: the transaction can only be rolled back.</summary>
    internal bool IsTransactionDoomed { get; set; }

    internal SessionSettings Settings { get; set; } = new();

    /// <summary>Temporary tables by name (#x), of the session's outermost scope.</summary>
    internal Dictionary<string, Table> TemporaryTables { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>@@ROWCOUNT.</summary>
    internal long RowCount { get; set; }

    /// <summary>@@ERROR.</summary>
    internal int LastError { get; set; }

    /// <summary>@@IDENTITY.</summary>
    internal decimal? LastIdentity { get; set; }

    internal byte[] ContextInfo { get; set; } = [];

    /// <summary>What the session is doing, for sys.dm_exec_requests; null when idle.</summary>
    internal RunningRequest? Running { get; set; }

    /// <summary>Ends the session from another one (KILL).</summary>
    internal CancellationTokenSource Killed { get; } = new();

    CancellationToken ISqlSession.Killed => Killed.Token;

    public void ExecuteBatch(string text, IResultSink sink, CancellationToken attention) =>
        interpreter.ExecuteBatch(this, text, sink, attention);

    public void ExecuteProcedure(ProcedureRequest request, IResultSink sink, CancellationToken attention) =>
        interpreter.ExecuteProcedure(this, request, sink, attention);

    public void BeginTransaction(string? name, TransactionIsolation isolation, IResultSink sink) =>
        interpreter.BeginTransaction(this, name, isolation, sink);

    public void CommitTransaction(string? name, IResultSink sink) => interpreter.CommitTransaction(this, name, sink);

    public void RollbackTransaction(string? name, IResultSink sink) => interpreter.RollbackTransaction(this, name, sink);

    public void SaveTransaction(string name, IResultSink sink) => interpreter.SaveTransaction(this, name, sink);

    public void Reset(bool keepTransaction, IResultSink sink) => interpreter.Reset(this, keepTransaction, sink);

    public void Dispose()
    {
        interpreter.Close(this);
        Instance.Sessions.Remove(this);
        Killed.Dispose();
    }
}

/// <summary>The SET options of a session.</summary>
internal sealed record SessionSettings
{
    public bool NoCount { get; init; }

    public bool XactAbort { get; init; }

    public bool ImplicitTransactions { get; init; }

    public bool QuotedIdentifier { get; init; } = true;

    public bool AnsiNulls { get; init; } = true;

    public bool AnsiPadding { get; init; } = true;

    public bool AnsiWarnings { get; init; } = true;

    public bool ConcatNullYieldsNull { get; init; } = true;

    public bool ArithAbort { get; init; }

    public bool NumericRoundAbort { get; init; }

    public bool FormatOnly { get; init; }

    public bool NoExec { get; init; }

    public bool ParseOnly { get; init; }

    /// <summary>Milliseconds; -1 waits without end.</summary>
    public int LockTimeout { get; init; } = -1;

    public long RowCountLimit { get; init; }

    public int TextSize { get; init; } = int.MaxValue;

    public int DateFirst { get; init; } = 7;

    public string DateFormat { get; init; } = "mdy";

    public string Language { get; init; } = "us_english";

    public int DeadlockPriority { get; init; }

    public TransactionIsolation Isolation { get; init; } = TransactionIsolation.ReadCommitted;

    /// <summary>The table that takes explicit identity values (IDENTITY_INSERT), as schema.name, or null.</summary>
    public string? IdentityInsertTable { get; init; }
}

/// <summary>A login as a session runs under it.</summary>
/// <param name="Name">SUSER_SNAME().</param>
/// <param name="Sid">SUSER_SID().</param>
/// <param name="ServerRoles">The fixed server roles it is in; sysadmin may do anything.</param>
internal sealed record LoginContext(string Name, byte[] Sid, IReadOnlySet<string> ServerRoles)
{
    internal bool IsSysAdmin => ServerRoles.Contains("sysadmin");
}

/// <summary>A request under way, seen in sys.dm_exec_requests.</summary>
internal sealed class RunningRequest
{
    internal required string Command { get; set; }

    internal required DateTime StartTime { get; init; }

    internal required string Text { get; init; }

    internal string DatabaseName { get; set; } = "";

    /// <summary>0 to 100, for BACKUP and RESTORE.</summary>
    internal float PercentComplete { get; set; }

    internal string? WaitType { get; set; }

    internal int BlockingSpid { get; set; }
}
