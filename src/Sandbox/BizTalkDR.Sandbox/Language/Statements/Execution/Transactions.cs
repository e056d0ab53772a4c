using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Execution;

/// <summary>BEGIN, COMMIT, ROLLBACK and SAVE TRANSACTION, with nesting and marks.</summary>
internal static class Transactions
{
    internal static void Begin(SqlSession session, IResultSink sink, string? name, bool isDistributed = false)
    {
        if (isDistributed && !session.Instance.IsCoordinatorRunning)
            throw MessageCatalog.Error(8501, session.Instance.Name);
        session.TransactionCount++;
        if (session.TransactionCount == 1)
        {
            session.Transaction = new SqlTransaction(session.Spid, name);
            session.IsTransactionDoomed = false;
            session.Savepoints.Clear();
            sink.TransactionBegan(session.Transaction.Id);
        }
        if (isDistributed)
            session.Transaction!.IsDistributed = true;
    }

    internal static void Commit(SqlSession session, IResultSink sink)
    {
        if (session.TransactionCount == 0 || session.Transaction is null)
            throw MessageCatalog.Error(3902);
        if (session.IsTransactionDoomed)
            throw MessageCatalog.Error(3930);
        if (session.TransactionCount > 1)
        {
            session.TransactionCount--;
            return;
        }
        var transaction = session.Transaction;
        if (!session.IsEnlisted)
            transaction.Commit();
        End(session, sink, transaction, isCommitted: true);
    }

    /// <summary>Rolls back all, or to a savepoint; the name of the outermost BEGIN TRANSACTION means all.</summary>
    internal static void Rollback(SqlSession session, IResultSink sink, string? name)
    {
        if (session.TransactionCount == 0 || session.Transaction is not { } transaction)
            throw MessageCatalog.Error(3903);
        if (name is not null && !string.Equals(name, transaction.Name, StringComparison.Ordinal))
        {
            RollbackTo(session, transaction, name);
            return;
        }
        RollbackAll(session, sink);
    }

    internal static void Save(SqlSession session, string name)
    {
        if (session.Transaction is not { } transaction)
            throw MessageCatalog.Error(628);
        if (session.IsTransactionDoomed)
            throw MessageCatalog.Error(3930);
        session.Savepoints.Add((name, transaction.Savepoint()));
    }

    internal static void RollbackAll(SqlSession session, IResultSink sink)
    {
        if (session.Transaction is not { } transaction)
            return;
        if (!transaction.IsEnded)
            transaction.Rollback();
        End(session, sink, transaction, isCommitted: false);
    }

    internal static void AddTo(StatementHandlers handlers)
    {
        handlers.Add<BeginTransactionStatement>(Begin);
        handlers.Add<CommitTransactionStatement>((context, _) => Commit(context.Session, context.Sink));
        handlers.Add<RollbackTransactionStatement>(
            (context, statement) => Rollback(context.Session, context.Sink, NameOf(context, statement.Name))
        );
        handlers.Add<SaveTransactionStatement>((context, statement) => Save(context.Session, NameOf(context, statement.Name) ?? ""));
    }

    private static void Begin(StatementContext context, BeginTransactionStatement statement)
    {
        var session = context.Session;
        var name = NameOf(context, statement.Name);
        Begin(session, context.Sink, name, statement.Distributed);
        session.RowCount = 0;
        if (!statement.MarkDefined)
            return;
        var description = statement.MarkDescription is null ? null : context.EvaluateText(statement.MarkDescription);
        Mark(context, session.Transaction!, name ?? "", Cut(description, LongestDescription));
    }

    /// <summary>Only the first BEGIN TRANSACTION ... WITH MARK of an instance marks the transaction (3920).</summary>
    private static void Mark(StatementContext context, SqlTransaction transaction, string name, string? description)
    {
        var request = new LogMarkRequest(name, description, context.Session.Login.Name);
        if (!transaction.Marks.TryAdd(context.Instance, request))
            context.Send(3920);
    }

    private static void RollbackTo(SqlSession session, SqlTransaction transaction, string name)
    {
        if (session.IsTransactionDoomed)
            throw MessageCatalog.Error(3931);
        var index = session.Savepoints.FindLastIndex(savepoint => savepoint.Name == name);
        if (index < 0)
            throw MessageCatalog.Error(6401, name);
        transaction.RollbackTo(session.Savepoints[index].Point);
        session.Savepoints.RemoveRange(index + 1, session.Savepoints.Count - index - 1);
    }

    private static void End(SqlSession session, IResultSink sink, SqlTransaction transaction, bool isCommitted)
    {
        (session.Transaction, session.TransactionCount, session.IsTransactionDoomed) = (null, 0, false);
        session.Autocommit = null;
        session.Savepoints.Clear();
        if (session.Settings.CursorCloseOnCommit)
            session.CloseCursors();
        sink.TransactionEnded(transaction.Id, isCommitted);
    }

    private static string? NameOf(StatementContext context, IdentifierOrValueExpression? name) =>
        name switch
        {
            null => null,
            { Identifier: { } identifier } => identifier.Value,
            _ => Cut(context.EvaluateText(name.ValueExpression), LongestName),
        };

    /// <summary>Of a name in a variable the first 32 characters count; as an identifier a longer one is refused when the batch is parsed (103).</summary>
    private const int LongestName = 32;
    private const int LongestDescription = 128;

    private static string? Cut(string? text, int length) => text?.Length > length ? text[..length] : text;
}
