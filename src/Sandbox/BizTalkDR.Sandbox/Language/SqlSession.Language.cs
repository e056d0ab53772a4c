using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language;
using BizTalkDR.Sandbox.Language.Statements;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Sessions;

internal sealed partial class SqlSession
{
    /// <summary>The innermost batch, procedure or function that runs now; null when the session is idle.</summary>
    internal StatementContext? Context { get; set; }

    /// <summary>The transaction of the running statement while there is none of the user's.</summary>
    internal SqlTransaction? Autocommit { get; set; }

    /// <summary>How many atomic statements run inside each other (a trigger's inside the statement that fired it).</summary>
    internal int StatementDepth { get; set; }

    /// <summary>The error that the innermost running CATCH block handles.</summary>
    internal SqlMessage? CaughtError { get; set; }

    /// <summary>Global cursors by name.</summary>
    internal Dictionary<string, SqlCursor> Cursors { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>@@FETCH_STATUS.</summary>
    internal int FetchStatus { get; set; } = -1;

    /// <summary>What SCOPE_IDENTITY() gives at the session's outermost level.</summary>
    internal decimal? ScopeIdentity { get; set; }

    /// <summary>Statements prepared by sp_prepare, by handle.</summary>
    internal Dictionary<int, PreparedStatement> Prepared { get; } = [];

    internal int LastHandle { get; set; }

    /// <summary>The names of SAVE TRANSACTION with the points they stand for.</summary>
    internal List<(string Name, int Point)> Savepoints { get; } = [];

    /// <summary>The logins to come back to with REVERT.</summary>
    internal Stack<LoginContext> Impersonations { get; } = new();

    /// <summary>The ##tables this session made: they go when it goes.</summary>
    internal HashSet<string> OwnedGlobalTables { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The @@ERROR that the running statement will leave behind.</summary>
    internal int PendingError { get; set; }

    internal Dictionary<string, object?> ContextValues { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Sessions on other instances for linked-server calls, by the credentials they were opened with.</summary>
    internal Dictionary<(SqlInstance Target, LoginRequest Login), SqlSession> RemoteSessions { get; } = [];
}
