using System.Runtime.CompilerServices;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Execution;

/// <summary>What comes after a statement.</summary>
internal enum Flow
{
    Next,
    Break,
    Continue,
    Return,
    GoTo,
}

/// <summary>Runs statements one after another: control flow here, everything else through the instance's handlers.</summary>
internal static class StatementExecutor
{
    internal static void RunAll(StatementContext context, IList<TSqlStatement> statements)
    {
        context.Statements = statements;
        if (Run(context, statements) == Flow.GoTo)
            throw MessageCatalog.Error(133, context.WantedLabel);
    }

    private static Flow Run(StatementContext context, IList<TSqlStatement> statements)
    {
        for (var i = 0; i < statements.Count; i++)
        {
            var flow = Run(context, statements[i]);
            if (flow == Flow.Next)
                continue;
            if (flow != Flow.GoTo || FindLabel(statements, context.WantedLabel!) is not (>= 0 and var label))
                return flow;
            i = label;
        }
        return Flow.Next;
    }

    private static int FindLabel(IList<TSqlStatement> statements, string wanted)
    {
        for (var i = 0; i < statements.Count; i++)
            if (statements[i] is LabelStatement label && label.Value.TrimEnd(':').SameAs(wanted))
                return i;
        return -1;
    }

    private static Flow Run(StatementContext context, TSqlStatement statement)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        context.Attention.ThrowIfCancellationRequested();
        context.Location = new StatementLocation(statement.StartLine);
        // Nothing is carried out, conditions and loops neither, until SET NOEXEC OFF.
        if (context.Session.Settings.NoExec && statement is not (PredicateSetStatement or BeginEndBlockStatement))
            return Flow.Next;
        switch (statement)
        {
            case BeginEndBlockStatement block:
                return Run(context, block.StatementList.Statements);
            case IfStatement choice:
                return Test(context, choice, choice.Predicate) ? Run(context, choice.ThenStatement)
                    : choice.ElseStatement is null ? Flow.Next
                    : Run(context, choice.ElseStatement);
            case WhileStatement loop:
                return RunLoop(context, loop);
            case BreakStatement:
                return Flow.Break;
            case ContinueStatement:
                return Flow.Continue;
            case LabelStatement:
                return Flow.Next;
            case GoToStatement jump:
                context.WantedLabel = jump.LabelName.Value;
                return Flow.GoTo;
            case ReturnStatement end:
                StatementGuard.Run(
                    context,
                    statement,
                    () => context.ReturnValue = end.Expression is null ? null : ReturnValue(context, end.Expression)
                );
                return Flow.Return;
            case TryCatchStatement tried:
                return RunTry(context, tried);
            default:
                StatementGuard.Run(context, statement, () => Dispatch(context, statement));
                Reach(context, statement, FaultMoment.After);
                return Flow.Next;
        }
    }

    private static object? ReturnValue(StatementContext context, ScalarExpression expression)
    {
        if (context.IsFunction)
            return context.Evaluate(expression, context.ReturnType);
        if (context.Module is null)
            throw MessageCatalog.Error(178);
        return context.Evaluate(expression, BizTalkDR.Sandbox.Types.SqlType.Int);
    }

    private static bool Test(StatementContext context, TSqlStatement statement, BooleanExpression predicate)
    {
        var isTrue = false;
        StatementGuard.Run(context, statement, () => isTrue = context.Evaluate(predicate) == true);
        return isTrue;
    }

    private static Flow RunLoop(StatementContext context, WhileStatement loop)
    {
        while (Test(context, loop, loop.Predicate))
        {
            context.Attention.ThrowIfCancellationRequested();
            var flow = Run(context, loop.Statement);
            if (flow == Flow.Break)
                break;
            if (flow is Flow.Return or Flow.GoTo)
                return flow;
            context.Location = new StatementLocation(loop.StartLine);
        }
        return Flow.Next;
    }

    private static Flow RunTry(StatementContext context, TryCatchStatement tried)
    {
        StatementFailure failure;
        context.TryDepth++;
        try
        {
            return Run(context, tried.TryStatements.Statements);
        }
        catch (StatementFailure caught) when (caught.Reach != FailureReach.Scope || caught.Origin != context)
        {
            failure = caught;
        }
        finally
        {
            context.TryDepth--;
        }
        return RunCatch(context, tried, failure);
    }

    private static Flow RunCatch(StatementContext context, TryCatchStatement tried, StatementFailure failure)
    {
        var session = context.Session;
        var before = session.CaughtError;
        // BACKUP and kin raise two errors; the last one is what ERROR_NUMBER() shows.
        session.CaughtError = failure.Messages[^1];
        session.LastError = failure.Messages[^1].Number;
        context.CatchDepth++;
        try
        {
            return Run(context, tried.CatchStatements.Statements);
        }
        finally
        {
            context.CatchDepth--;
            session.CaughtError = before;
        }
    }

    private static void Dispatch(StatementContext context, TSqlStatement statement)
    {
        if (context.Session.Running is { } running && context.Caller is null)
            running.Command = CommandOf(statement);
        Reach(context, statement, FaultMoment.Before);
        var handler = context.Instance.Statements.Find(statement) ?? throw MessageCatalog.Error(40517, statement.GetType().Name);
        handler(context, statement);
    }

    private static void Reach(StatementContext context, TSqlStatement statement, FaultMoment moment)
    {
        var session = context.Session;
        if (context.Instance.Host.Faults.IsEmpty || !session.IsClient || context.IsFunction)
            return;
        FaultPlace.Reach(
            session,
            FaultPoint.Statement,
            session.Request.ApplicationName,
            moment,
            () => MessageCatalog.Error(701, "default"),
            context.Attention,
            TextOf(statement)
        );
    }

    private static string TextOf(TSqlStatement statement) =>
        statement.ScriptTokenStream is { } tokens && statement.FirstTokenIndex >= 0
            ? string.Concat(
                tokens
                    .Skip(statement.FirstTokenIndex)
                    .Take(statement.LastTokenIndex - statement.FirstTokenIndex + 1)
                    .Select(token => token.Text)
            )
            : CommandOf(statement);

    private static string CommandOf(TSqlStatement statement) =>
        statement switch
        {
            SelectStatement => "SELECT",
            InsertStatement => "INSERT",
            UpdateStatement => "UPDATE",
            DeleteStatement => "DELETE",
            ExecuteStatement => "EXECUTE",
            BackupDatabaseStatement => "BACKUP DATABASE",
            BackupTransactionLogStatement => "BACKUP LOG",
            RestoreStatement { Kind: RestoreStatementKind.TransactionLog } => "RESTORE LOG",
            RestoreStatement => "RESTORE DATABASE",
            WaitForStatement => "WAITFOR",
            _ => statement.GetType().Name.Replace("Statement", "", StringComparison.Ordinal).ToUpperInvariant(),
        };
}
