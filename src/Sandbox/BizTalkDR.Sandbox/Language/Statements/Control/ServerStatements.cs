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

/// <summary>USE, WAITFOR, CHECKPOINT and DBCC.</summary>
internal static class ServerStatements
{
    private static readonly TimeSpan WaitPoll = TimeSpan.FromMilliseconds(20);

    internal static void AddTo(StatementHandlers handlers)
    {
        handlers.Add<UseStatement>(Use);
        handlers.Add<WaitForStatement>(WaitFor);
        handlers.Add<DbccStatement>(Dbcc);
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

    private static void Dbcc(StatementContext context, DbccStatement statement)
    {
        switch (statement.Command)
        {
            case DbccCommand.CheckIdent:
                CheckIdentity(context, statement);
                break;
            case DbccCommand.UserOptions:
                UserOptions(context);
                break;
            case DbccCommand.CheckDB or DbccCommand.CheckTable or DbccCommand.CheckAlloc or DbccCommand.CheckCatalog:
                ReportNoErrors(context, statement);
                break;
            default:
                break;
        }
        if (!statement.Options.Any(option => option.OptionKind == DbccOptionKind.NoInfoMessages))
            context.Send(2528);
        context.EndStatement(StatementKind.Other, null);
    }

    private static void ReportNoErrors(StatementContext context, DbccStatement statement)
    {
        if (
            statement.Command == DbccCommand.CheckDB
            && !statement.Options.Any(option => option.OptionKind == DbccOptionKind.NoInfoMessages)
        )
        {
            var name =
                statement.Literals.Count > 0 && statement.Literals[0].Value is { } given
                    ? Convert.ToString(Word(context, given), System.Globalization.CultureInfo.InvariantCulture)!
                    : context.Database.Name;
            var database = context.Instance.FindDatabase(name) ?? throw MessageCatalog.Error(911, name);
            context.Send(8989, 0, 0, database.Name);
        }
    }

    private static object? Word(StatementContext context, ScalarExpression expression) =>
        expression switch
        {
            IdentifierLiteral word => word.Value,
            ColumnReferenceExpression { MultiPartIdentifier: { } name } => ObjectResolver.Show(name),
            _ => context.Evaluate(expression),
        };

    private static void CheckIdentity(StatementContext context, DbccStatement statement)
    {
        var name = Convert.ToString(Word(context, statement.Literals[0].Value), System.Globalization.CultureInfo.InvariantCulture) ?? "";
        if (ObjectResolver.Find(context, null, ModuleText.ParseName(name)) is not Table table)
            throw MessageCatalog.Error(2501, name);
        var identity =
            table.Definition.Columns.FirstOrDefault(column => column.Identity is not null)?.Identity
            ?? throw MessageCatalog.Error(7997, name);
        var before = table.LastIdentity;
        var isReseed = statement.Literals.Count > 1 && (Word(context, statement.Literals[1].Value) as string).SameAs("RESEED");
        if (isReseed && statement.Literals.Count > 2)
        {
            var seed = (decimal)
                Conversion.Convert(
                    context.Evaluate(statement.Literals[2].Value),
                    TypeRules.TypeOf(context.Evaluate(statement.Literals[2].Value)),
                    SqlType.Decimal(28, 0)
                )!;
            // A table that never had a row starts at the new value itself.
            table.SetIdentity(before is null ? seed - identity.Increment : seed);
            context.Send(7998, before?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "NULL");
            return;
        }
        context.Send(
            7999,
            before?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "NULL",
            before?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "NULL"
        );
    }

    private static void UserOptions(StatementContext context)
    {
        var settings = context.Session.Settings;
        context.Sink.BeginResultSet([
            new ResultColumn("Set Option", SqlType.NVarChar(128)),
            new ResultColumn("Value", SqlType.NVarChar(128)),
        ]);
        context.Sink.Row(["textsize", settings.TextSize.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        context.Sink.Row(["language", settings.Language]);
        context.Sink.Row(["dateformat", settings.DateFormat]);
        context.Sink.Row(["datefirst", settings.DateFirst.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        context.Sink.Row(["lock_timeout", settings.LockTimeout.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        if (settings.QuotedIdentifier)
            context.Sink.Row(["quoted_identifier", "SET"]);
        if (settings.AnsiNulls)
            context.Sink.Row(["ansi_nulls", "SET"]);
        context.Sink.Row([
            "isolation level",
            settings.Isolation == TransactionIsolation.ReadUncommitted ? "read uncommitted" : "read committed",
        ]);
        context.EndStatement(StatementKind.Select, null);
    }
}
