using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Parsing;
using BizTalkDR.Sandbox.Language.Queries;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Control;

/// <summary>USE, WAITFOR and CHECKPOINT.</summary>
internal static class ServerStatements
{
    private static readonly TimeSpan WaitPoll = TimeSpan.FromMilliseconds(20);

    internal static void AddTo(StatementHandlers handlers)
    {
        handlers.Add<UseStatement>(Use);
        handlers.Add<WaitForStatement>(WaitFor);
        handlers.Add<DbccStatement>(ConsoleCommands.Run);
    }

    private static void Use(StatementContext context, UseStatement statement)
    {
        var name = statement.DatabaseName.Value;
        var session = context.Session;
        var database = context.Instance.FindDatabase(name) ?? throw MessageCatalog.Error(911, name);
        Permissions.CheckDatabase(session, database);
        var before = session.Database;
        session.Database = database;
        context.Sink.DatabaseChanged(before.Name, database.Name);
        context.Send(5701, database.Name);
        session.RowCount = 0;
    }

    private static void WaitFor(StatementContext context, WaitForStatement statement)
    {
        if (statement.WaitForOption == WaitForOption.Statement)
            throw ExpressionBinder.Unsupported(statement);
        var moment = Moment(context, statement.Parameter);
        var clock = context.Instance.Host.Clock;
        var end = statement.WaitForOption == WaitForOption.Delay ? clock.UtcNow + moment : clock.UtcNow + NextTime(clock.Now, moment);
        if (context.Session.Running is { } running)
            running.WaitType = "WAITFOR";
        context.Session.RestsUntil = end;
        try
        {
            // The sandbox's clock may be driven forward: look at it often instead of waiting all at once.
            while (clock.UtcNow < end)
            {
                var left = end - clock.UtcNow;
                context.Attention.WaitHandle.WaitOne(left < WaitPoll ? left : WaitPoll);
                context.Attention.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            context.Session.RestsUntil = null;
        }
        if (context.Session.Running is { } done)
            done.WaitType = null;
        context.Session.RowCount = 0;
    }

    private static TimeSpan Moment(StatementContext context, ValueExpression expression)
    {
        var value = context.Evaluate(expression);
        return value switch
        {
            TimeSpan time => time,
            DateTime date => date.TimeOfDay,
            string text when DateText.TryParse(text, 0, out var parsed) && !parsed.IsOutOfRange => parsed.Value.TimeOfDay,
            _ => throw MessageCatalog.Error(148, value ?? "NULL"),
        };
    }

    private static TimeSpan NextTime(DateTime now, TimeSpan time)
    {
        var wait = time - now.TimeOfDay;
        return wait < TimeSpan.Zero ? wait + TimeSpan.FromDays(1) : wait;
    }
}
