using BizTalkDR.Sandbox.Storage.Locking;
using BizTalkDR.Sandbox.Storage.Logging;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>
/// One transaction, over as many databases and instances of the sandbox as its statements touch (a linked-server call in
/// a distributed transaction runs in the caller's). Nesting (@@TRANCOUNT) is the session's business, not this class's.
/// </summary>
internal sealed class SqlTransaction : LockOwner
{
    private static long lastId = 1000;
    private int isRollingBack;
    private readonly Stack<Action> undo = new();
    private readonly Dictionary<Database, TransactionBranch> branches = [];
    private readonly Dictionary<Table, LockMode> locked = [];
    private readonly HashSet<Table> kept = [];

    internal SqlTransaction(int spid, string? name = null)
        : base(spid) => Name = name;

    internal long Id { get; } = Interlocked.Increment(ref lastId);

    internal string? Name { get; }

    internal bool IsEnded { get; private set; }

    /// <summary>BEGIN DISTRIBUTED TRANSACTION, or promoted by a remote call.</summary>
    internal bool IsDistributed { get; set; }

    /// <summary>The marks asked for (BEGIN TRANSACTION ... WITH MARK), one for each instance at the most.</summary>
    internal Dictionary<DatabaseEngine, LogMarkRequest> Marks { get; } = [];

    /// <summary>The databases it has changed.</summary>
    internal IReadOnlyCollection<Database> ChangedDatabases
    {
        get
        {
            lock (branches)
                return [.. branches.Keys];
        }
    }

    /// <summary>
    /// Waits for the lock. Throws 1205 when waiting could never end, 1222 after LOCK_TIMEOUT. A shared lock that is kept (HOLDLOCK,
    /// REPEATABLE READ, SERIALIZABLE) stays to the end of the transaction.
    /// </summary>
    internal void Lock(Table table, LockMode mode, CancellationToken attention, int timeoutMilliseconds = -1, bool isKept = false)
    {
        attention.ThrowIfCancellationRequested();
        if (table.Database is not { } database)
            return;
        database.Instance.Host.Locks.Acquire(table, this, mode, timeoutMilliseconds, attention);
        lock (branches)
        {
            locked[table] = locked.GetValueOrDefault(table) == LockMode.Exclusive ? LockMode.Exclusive : mode;
            if (isKept)
                kept.Add(table);
        }
    }

    /// <summary>Gives back the shared locks at the end of a statement.</summary>
    internal void EndStatement()
    {
        Release([.. locked.Where(held => held.Value == LockMode.Shared && !kept.Contains(held.Key)).Select(held => held.Key)]);
    }

    /// <summary>Whether it changed or locked anything in a database.</summary>
    internal bool Touches(Database database)
    {
        lock (branches)
            return branches.ContainsKey(database) || locked.Keys.Any(table => table.Database == database);
    }

    /// <summary>Adds what takes one change back, the last one first.</summary>
    internal void OnUndo(Action action) => undo.Push(action);

    /// <summary>A point to come back to: SAVE TRANSACTION, and the start of every statement.</summary>
    internal int Savepoint() => undo.Count;

    internal override int Work => Savepoint();

    internal override IDisposable ShowWait(object resource, LockMode mode, LockOwner blocker) =>
        BlockedSession.Show(this, (Table)resource, mode, (SqlTransaction)blocker);

    internal void RollbackTo(int savepoint)
    {
        while (undo.Count > savepoint)
            undo.Pop()();
    }

    /// <summary>
    /// Writes the commit in the log of every changed database at once, so that any mark has this transaction before it everywhere or
    /// after it everywhere; a mark asked for is placed in the changed databases of its instance and in msdb.dbo.logmarkhistory.
    /// </summary>
    internal void Commit()
    {
        var marked = branches.Count == 0 ? [] : CommitBranches();
        undo.Clear();
        End();
        LogMarkHistory.Add(marked);
    }

    /// <summary>Takes everything back. A killed session and its connection may both ask for it: the second finds nothing to do.</summary>
    internal void Rollback()
    {
        if (Interlocked.Exchange(ref isRollingBack, 1) == 1)
            return;
        RollbackTo(0);
        foreach (var branch in branches.Values)
            branch.Database.WriteAbort(branch);
        End();
    }

    /// <summary>The transaction's part in a database, begun with its first change there. Called under the database's latch.</summary>
    internal TransactionBranch Join(Database database)
    {
        lock (branches)
        {
            if (!branches.TryGetValue(database, out var branch))
                branches.Add(database, branch = new TransactionBranch(this, database));
            return branch;
        }
    }

    private List<PlacedMark> CommitBranches()
    {
        var marked = new List<PlacedMark>();
        var host = branches.Keys.First().Instance.Host;
        lock (host.CommitLock)
        {
            var time = host.Clock.Now;
            foreach (var branch in branches.Values)
            {
                var mark = Marks.TryGetValue(branch.Database.Instance, out var wanted)
                    ? new LogMark(wanted.Name, wanted.Description, wanted.UserName, time)
                    : null;
                var lsn = branch.Database.WriteCommit(branch, time, mark);
                if (mark is not null)
                    marked.Add(new PlacedMark(branch.Database, mark, lsn));
            }
            if (Name is not null || marked.Count > 0)
                host.Commits.Add(Name, marked.Select(placed => placed.Mark.Name).Distinct());
        }
        return marked;
    }

    private void End()
    {
        Release([.. locked.Keys]);
        lock (branches)
            branches.Clear();
        IsEnded = true;
    }

    private void Release(List<Table> tables)
    {
        if (tables.Count == 0)
            return;
        tables[0].Database!.Instance.Host.Locks.Release(this, tables);
        lock (branches)
            foreach (var table in tables)
                locked.Remove(table);
    }
}

/// <summary>The mark of a BEGIN TRANSACTION ... WITH MARK: its name (at most 128 characters) and description.</summary>
internal sealed record LogMarkRequest(string Name, string? Description, string UserName);
