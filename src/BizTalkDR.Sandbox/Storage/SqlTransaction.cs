namespace BizTalkDR.Sandbox.Storage;

/// <summary>
/// One transaction, over as many databases and instances of the sandbox as its statements touch (a linked-server call in
/// a distributed transaction runs in the caller's). Nesting (@@TRANCOUNT) is the session's business, not this class's.
/// </summary>
internal sealed class SqlTransaction
{
    private static long lastId = 1000;
    private readonly Stack<Action> undo = new();
    private readonly HashSet<Database> touched = [];

    internal SqlTransaction(int spid, string? name = null) => (Spid, Name) = (spid, name);

    internal long Id { get; } = Interlocked.Increment(ref lastId);

    internal int Spid { get; }

    internal string? Name { get; }

    internal bool IsEnded { get; private set; }

    /// <summary>BEGIN DISTRIBUTED TRANSACTION, or promoted by a remote call.</summary>
    internal bool IsDistributed { get; set; }

    /// <summary>The marks asked for (BEGIN TRANSACTION ... WITH MARK), one for each instance at the most.</summary>
    internal Dictionary<SqlInstance, LogMarkRequest> Marks { get; } = [];

    /// <summary>Waits for the lock. Throws 1205 when waiting could never end, 1222 after LOCK_TIMEOUT.</summary>
    internal void Lock(Table table, LockMode mode, CancellationToken attention)
    {
        attention.ThrowIfCancellationRequested();
        if (table.Database is { } database)
            touched.Add(database);
    }

    /// <summary>Gives back the shared locks at the end of a statement.</summary>
    internal void EndStatement() { }

    /// <summary>Whether it changed or locked anything in a database.</summary>
    internal bool Touches(Database database) => touched.Contains(database);

    /// <summary>Adds what takes one change back, the last one first.</summary>
    internal void OnUndo(Action action) => undo.Push(action);

    /// <summary>A point to come back to: SAVE TRANSACTION, and the start of every statement.</summary>
    internal int Savepoint() => undo.Count;

    internal void RollbackTo(int savepoint)
    {
        while (undo.Count > savepoint)
            undo.Pop()();
    }

    internal void Commit() => IsEnded = true;

    internal void Rollback()
    {
        RollbackTo(0);
        IsEnded = true;
    }
}

/// <summary>The mark of a BEGIN TRANSACTION ... WITH MARK: its name (at most 128 characters) and description.</summary>
internal sealed record LogMarkRequest(string Name, string? Description, string UserName);
