using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Execution;

/// <summary>
/// Runs one statement so that it happens whole or not at all, and decides what its error does: go to a CATCH block, end the statement,
/// the procedure or the batch, doom or roll back the transaction.
/// </summary>
internal static class StatementGuard
{
    internal static void Run(StatementContext context, TSqlStatement statement, Action action)
    {
        var session = context.Session;
        session.PendingError = 0;
        if (context.IsFunction)
        {
            action();
            return;
        }
        try
        {
            if (IsComposite(statement))
                RunComposite(session, action);
            else
                RunWhole(context, statement, action);
            if (statement is not (ExecuteStatement or DeclareVariableStatement))
                session.LastError = session.PendingError;
        }
        catch (SqlServerException error)
        {
            Fail(context, statement, error);
        }
        catch (OverflowException)
        {
            Fail(context, statement, MessageCatalog.Error(8115, "expression", "numeric"));
        }
        catch (InsufficientExecutionStackException)
        {
            Fail(context, statement, MessageCatalog.Error(8631));
        }
        catch (Exception error) when (IsDefect(error))
        {
            Fail(context, statement, MessageCatalog.Error(40518, statement.GetType().Name, $"{error.GetType().Name}: {error.Message}"));
        }
    }

    /// <summary>What no statement should ever raise; the client is told instead of losing its connection.</summary>
    private static bool IsDefect(Exception error) =>
        error
            is InvalidCastException
                or NullReferenceException
                or ArgumentException
                or InvalidOperationException
                or FormatException
                or KeyNotFoundException
                or IndexOutOfRangeException
                or NotSupportedException;

    /// <summary>Statements whose inner statements take care of themselves, and those about the transaction itself.</summary>
    private static bool IsComposite(TSqlStatement statement) =>
        statement
            is ExecuteStatement
                or TransactionStatement
                or BackupStatement
                or RestoreStatement
                or CreateDatabaseStatement
                or DropDatabaseStatement
                or AlterDatabaseStatement
                or WaitForStatement
                or UseStatement
                or KillStatement;

    /// <summary>What a composite statement changed by itself is committed with it.</summary>
    private static void RunComposite(SqlSession session, Action action)
    {
        var isOutermost = session.StatementDepth == 0;
        try
        {
            action();
        }
        catch
        {
            if (isOutermost)
                Undo(session, null, 0);
            throw;
        }
        if (!isOutermost || session.Autocommit is not { } own)
            return;
        session.Autocommit = null;
        own.Commit();
    }

    private static void RunWhole(StatementContext context, TSqlStatement statement, Action action)
    {
        var session = context.Session;
        var isOutermost = session.StatementDepth == 0;
        if (isOutermost && session.Settings.ImplicitTransactions && session.TransactionCount == 0 && BeginsTransaction(statement))
            Transactions.Begin(session, context.Sink, null);
        var shared = session.Transaction ?? session.Autocommit;
        var point = shared?.Savepoint() ?? 0;
        session.StatementDepth++;
        try
        {
            action();
        }
        catch
        {
            Undo(session, shared, point);
            throw;
        }
        finally
        {
            session.StatementDepth--;
            if (isOutermost)
                session.Transaction?.EndStatement();
        }
        if (isOutermost && session.Autocommit is { } own)
        {
            session.Autocommit = null;
            own.Commit();
        }
    }

    private static void Undo(SqlSession session, SqlTransaction? shared, int point)
    {
        if (shared is not null)
        {
            if (!shared.IsEnded)
                shared.RollbackTo(point);
            return;
        }
        if (session.Autocommit is not { } own)
            return;
        session.Autocommit = null;
        if (!own.IsEnded)
            own.Rollback();
    }

    private static bool BeginsTransaction(TSqlStatement statement) =>
        statement
            is SelectStatement { QueryExpression: QuerySpecification { FromClause: not null } }
                or DataModificationStatement
                or TruncateTableStatement
                or CreateTableStatement
                or AlterTableStatement
                or DropObjectsStatement
                or OpenCursorStatement
                or FetchCursorStatement;

    private static void Fail(StatementContext context, TSqlStatement statement, SqlServerException error)
    {
        var session = context.Session;
        var messages = new[] { error.Error }.Concat(error.Following).Select(context.Locate).ToArray();
        if (error.Error.Severity >= 20)
            throw new SqlServerException(messages[0], messages[1..]);
        var reach =
            context.IsTrigger ? FailureReach.Batch
            : statement is ThrowStatement ? FailureReach.Batch
            : FailureReaches.Of(error.Error);
        // RAISERROR is the one error that XACT_ABORT lets pass.
        var aborts = context.IsTrigger || (session.Settings.XactAbort && (error.Error.Number != 50000 || statement is ThrowStatement));
        if (error.Error.Number == 1205)
            Transactions.RollbackAll(session, context.Sink);
        var isTried = (reach != FailureReach.Scope && context.TryDepth > 0) || context.IsTriedByCaller();
        if (isTried)
        {
            var dooms = aborts || (reach == FailureReach.Batch && statement is not ThrowStatement);
            if (dooms && session.TransactionCount > 0)
                session.IsTransactionDoomed = true;
            session.LastError = messages[^1].Number;
            throw new StatementFailure(messages, reach, context);
        }
        Send(context, statement, messages);
        if (aborts || FailureReaches.RollsBack(error.Error))
            Transactions.RollbackAll(session, context.Sink);
        if (reach == FailureReach.Batch || aborts)
            throw new BatchAborted();
        if (reach == FailureReach.Scope)
            throw new ScopeAborted(context);
    }

    private static void Send(StatementContext context, TSqlStatement statement, SqlMessage[] messages)
    {
        context.Session.LastError = messages[^1].Number;
        context.Session.RowCount = 0;
        foreach (var message in messages)
            context.Sink.Message(message);
        if (IsTerminated(messages[0].Number) && statement is DataModificationStatement)
            context.Send(3621);
        context.Sink.EndStatement(KindOf(statement), null, context.IsInProcedure);
    }

    private static bool IsTerminated(int number) => number is 515 or 547 or 2601 or 2627 or 8115 or 8134 or 2628 or 220;

    private static StatementKind KindOf(TSqlStatement statement) =>
        statement switch
        {
            SelectStatement => StatementKind.Select,
            InsertStatement => StatementKind.Insert,
            UpdateStatement => StatementKind.Update,
            DeleteStatement => StatementKind.Delete,
            MergeStatement => StatementKind.Merge,
            ExecuteStatement => StatementKind.Execute,
            _ => StatementKind.Other,
        };
}
