using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Parsing;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Language.Statements.Control;
using BizTalkDR.Sandbox.Language.Statements.Execution;
using BizTalkDR.Sandbox.Language.Statements.Modules;
using BizTalkDR.Sandbox.LinkedServers;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language;

/// <summary>Runs what clients send: batches, procedure calls and transaction requests.</summary>
internal static class Interpreter
{
    internal static void ExecuteBatch(SqlSession session, string text, IResultSink sink, CancellationToken attention) =>
        Run(
            session,
            text,
            sink,
            context =>
            {
                var batch = BatchParser.Parse(text, session.Settings.QuotedIdentifier);
                BatchChecks.Check(batch);
                if (Settings.IsOnlyParsed(session, batch.Statements))
                    return;
                NameChecks.Check(context, batch.Statements);
                StatementExecutor.RunAll(context, batch.Statements);
            },
            attention
        );

    internal static void ExecuteProcedure(SqlSession session, ProcedureRequest request, IResultSink sink, CancellationToken attention) =>
        Run(session, request.Name, sink, context => RemoteCalls.Run(context, request), attention);

    internal static void BeginTransaction(this SqlSession session, string? name, TransactionIsolation isolation, IResultSink sink)
    {
        if (isolation != TransactionIsolation.Unspecified)
            session.Settings = session.Settings with { Isolation = isolation };
        Transactions.Begin(session, sink, name);
    }

    internal static void CommitTransaction(this SqlSession session, string? name, IResultSink sink) =>
        Report(session, sink, () => Transactions.Commit(session, sink));

    internal static void RollbackTransaction(this SqlSession session, string? name, IResultSink sink) =>
        Report(session, sink, () => Transactions.Rollback(session, sink, string.IsNullOrEmpty(name) ? null : name));

    internal static void SaveTransaction(this SqlSession session, string name, IResultSink sink) =>
        Report(session, sink, () => Transactions.Save(session, name));

    internal static void Reset(this SqlSession session, bool keepTransaction, IResultSink sink)
    {
        if (!keepTransaction && session.TransactionCount > 0)
            Transactions.Rollback(session, sink, null);
        session.Forget();
        session.Cursors.Clear();
        session.Prepared.Clear();
        if (!keepTransaction)
            session.Parts.Get<RemoteSessions>().Dispose();
        session.Instance.AppLocks.ReleaseAll(session);
        GoHome(session);
    }

    /// <summary>Back to the database of the login. Throws 4060 when that can't be opened any more: the session is in master then.</summary>
    private static void GoHome(SqlSession session)
    {
        var home = session.FirstDatabase;
        var isOpen =
            session.Instance.FindDatabase(home.Id) == home && (home == session.Database || Permissions.IsOpenTo(home, session.Login));
        session.Database = isOpen ? home : session.Instance.FindDatabase("master")!;
        if (!isOpen)
            throw new SqlServerException(MessageCatalog.Message(4060, home.Name), MessageCatalog.Message(18456, session.Login.Name));
    }

    private static void Run(SqlSession session, string text, IResultSink sink, Action<StatementContext> body, CancellationToken attention)
    {
        if (session.Killed.IsCancellationRequested)
            throw MessageCatalog.Error(596);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(attention, session.Killed.Token);
        using var dates = DateOrder.Of(() => session.Settings.DateFormat);
        var outer = session.Context;
        var context = new StatementContext(session, sink, linked.Token) { NestLevel = 0 };
        session.Context = context;
        session.LastBatchTime = session.Instance.Host.Clock.Now;
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
        catch (InsufficientExecutionStackException)
        {
            var message = MessageCatalog.Message(8631);
            session.LastError = message.Number;
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
}
