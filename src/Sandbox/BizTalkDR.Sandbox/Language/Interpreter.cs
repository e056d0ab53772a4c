using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Statements;
using BizTalkDR.Sandbox.Sessions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language;

/// <summary>Runs what clients send: batches, procedure calls and transaction requests.</summary>
internal sealed class Interpreter(SqlInstance instance) : IInterpreter
{
    public void ExecuteBatch(SqlSession session, string text, IResultSink sink, CancellationToken attention) =>
        Run(
            session,
            text,
            sink,
            context =>
            {
                var batch = BatchParser.Parse(text, session.Settings.QuotedIdentifier);
                BatchChecks.Check(batch);
                if (session.Settings.ParseOnly && !batch.Statements.All(statement => statement is PredicateSetStatement))
                    return;
                StatementExecutor.RunAll(context, batch.Statements);
            },
            attention
        );

    public void ExecuteProcedure(SqlSession session, ProcedureRequest request, IResultSink sink, CancellationToken attention) =>
        Run(session, request.Name, sink, context => RemoteCalls.Run(context, request), attention);

    public void BeginTransaction(SqlSession session, string? name, TransactionIsolation isolation, IResultSink sink)
    {
        if (isolation != TransactionIsolation.Unspecified)
            session.Settings = session.Settings with { Isolation = isolation };
        Transactions.Begin(session, sink, name);
    }

    public void CommitTransaction(SqlSession session, string? name, IResultSink sink) =>
        Report(session, sink, () => Transactions.Commit(session, sink));

    public void RollbackTransaction(SqlSession session, string? name, IResultSink sink) =>
        Report(session, sink, () => Transactions.Rollback(session, sink, string.IsNullOrEmpty(name) ? null : name));

    public void SaveTransaction(SqlSession session, string name, IResultSink sink) =>
        Report(session, sink, () => Transactions.Save(session, name));

    public void Reset(SqlSession session, bool keepTransaction, IResultSink sink)
    {
        if (!keepTransaction && session.TransactionCount > 0)
            Transactions.Rollback(session, sink, null);
        Forget(session);
        if (!keepTransaction)
            LeaveLinkedServers(session);
        session.Instance.AppLocks.ReleaseAll(session);
        session.Settings = new SessionSettings();
    }

    public void Close(SqlSession session)
    {
        if (session.TransactionCount > 0 && session.Transaction is { IsEnded: false } transaction && !session.IsEnlisted)
            transaction.Rollback();
        (session.Transaction, session.TransactionCount) = (null, 0);
        Forget(session);
        LeaveLinkedServers(session);
    }

    private void Run(SqlSession session, string text, IResultSink sink, Action<StatementContext> body, CancellationToken attention)
    {
        if (session.Killed.IsCancellationRequested)
            throw MessageCatalog.Error(596);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(attention, session.Killed.Token);
        var outer = session.Context;
        var context = new StatementContext(session, sink, linked.Token) { Text = text, NestLevel = 0 };
        session.Context = context;
        session.LastBatchTime = instance.Host.Clock.Now;
        session.Running = new RunningRequest
        {
            Command = "SELECT",
            StartTime = session.LastBatchTime,
            Text = text,
            DatabaseName = session.DatabaseName,
        };
        try
        {
            body(context);
        }
        catch (SqlServerException error) when (error.Error.Severity < 20)
        {
            // A batch that does not parse runs nothing of itself.
            session.LastError = error.Error.Number;
            foreach (var message in new[] { error.Error }.Concat(error.Following))
                sink.Message(message);
            sink.EndStatement(StatementKind.Other, null, false);
        }
        catch (ScopeAborted) { }
        catch (BatchAborted) { }
        catch (OperationCanceledException) when (session.Killed.IsCancellationRequested)
        {
            Transactions.RollbackAll(session, sink);
            throw MessageCatalog.Error(596);
        }
        catch (OperationCanceledException)
        {
            if (session.Settings.XactAbort)
                Transactions.RollbackAll(session, sink);
            throw;
        }
        finally
        {
            session.Running = null;
            session.Context = outer;
            session.CaughtError = null;
            ProcedureScope.DropLocalCursors(context);
        }
        EndDoomedTransaction(session, sink);
    }

    /// <summary>A transaction that can't be committed does not outlive its batch.</summary>
    private static void EndDoomedTransaction(SqlSession session, IResultSink sink)
    {
        if (!session.IsTransactionDoomed || session.TransactionCount == 0)
            return;
        sink.Message(MessageCatalog.Message(3998));
        Transactions.RollbackAll(session, sink);
    }

    private static void Report(SqlSession session, IResultSink sink, Action action)
    {
        try
        {
            action();
        }
        catch (SqlServerException error)
        {
            session.LastError = error.Error.Number;
            sink.Message(error.Error);
        }
    }

    private static void LeaveLinkedServers(SqlSession session)
    {
        foreach (var remote in session.RemoteSessions.Values)
            remote.Dispose();
        session.RemoteSessions.Clear();
    }

    private static void Forget(SqlSession session)
    {
        foreach (var name in session.OwnedGlobalTables)
            session.Instance.GlobalTemporaryTables.TryRemove(name, out _);
        session.OwnedGlobalTables.Clear();
        session.TemporaryTables.Clear();
        session.Cursors.Clear();
        session.Prepared.Clear();
        session.ContextValues.Clear();
        session.ContextInfo = [];
        while (session.Impersonations.TryPop(out var login))
            session.Login = login;
    }
}
