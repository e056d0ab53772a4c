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
using BizTalkDR.Sandbox.Storage.Logging;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Control;

/// <summary>DBCC: the commands that the sandbox carries out, or has nothing to do for; all others are refused.</summary>
internal static class ConsoleCommands
{
    /// <summary>Commands about caches and counters that the sandbox does not have.</summary>
    private static readonly HashSet<string> WithoutEffect = new(StringComparer.OrdinalIgnoreCase)
    {
        "DropCleanBuffers",
        "FreeProcCache",
        "FreeSessionCache",
        "FreeSystemCache",
        "UpdateUsage",
    };

    internal static void Run(StatementContext context, DbccStatement statement)
    {
        switch (statement.Command)
        {
            case DbccCommand.CheckIdent:
                CheckIdentity(context, statement);
                break;
            case DbccCommand.UserOptions:
                UserOptions(context);
                break;
            case DbccCommand.CheckDB or DbccCommand.CheckAlloc or DbccCommand.CheckCatalog:
                CheckDatabase(context, statement);
                break;
            case DbccCommand.CheckTable:
                CheckTable(context, statement);
                break;
            default:
                if (!WithoutEffect.Contains(statement.Command.ToString()))
                    throw ExpressionBinder.Unsupported($"DBCC {statement.Command.ToString().ToUpperInvariant()}");
                break;
        }
        if (SendsInformation(statement))
            context.Send(2528);
        context.EndStatement(StatementKind.Other, null);
    }

    private static bool SendsInformation(DbccStatement statement) =>
        !statement.Options.Any(option => option.OptionKind == DbccOptionKind.NoInfoMessages);

    /// <summary>
    /// CHECKDB, CHECKALLOC and CHECKCATALOG: the database must be open, to a member of sysadmin or db_owner (pages DBCC CHECKDB and its like). CHECKDB notes
    /// that it found the database sound (DATABASEPROPERTYEX, LastGoodCheckDbTime), where something can be noted.
    /// </summary>
    private static void CheckDatabase(StatementContext context, DbccStatement statement)
    {
        var database = DatabaseOf(context, statement);
        if (database != context.Database)
            DatabaseAccess.Check(database, context.Session);
        else
            DatabaseAccess.CheckState(database);
        var command = statement.Command.ToString().ToLowerInvariant();
        if (!context.Session.Login.IsSysAdmin && !Permissions.Has(context.Session, database, "CONTROL"))
            throw MessageCatalog.Error(7983, context.Session.Login.Name, command, database.Name);
        if (statement.Command != DbccCommand.CheckDB)
            return;
        if (!database.Options.IsReadOnly && !database.IsInStandby && database.State == DatabaseState.Online)
            database.Write(new OptionsRecord(database.Options with { LastGoodCheck = context.Instance.Host.Clock.Now }));
        if (SendsInformation(statement))
            context.Send(8989, 0, 0, database.Name);
    }

    /// <summary>The database of a name or an id; 0, or none at all, is the current one.</summary>
    private static Database DatabaseOf(StatementContext context, DbccStatement statement)
    {
        var given = statement.Literals.Count > 0 && statement.Literals[0].Value is { } value ? Word(context, value) : null;
        return given switch
        {
            null or 0 => context.Database,
            int id => context.Instance.FindDatabase(id) ?? throw MessageCatalog.Error(2520, id),
            _ => Convert.ToString(given, System.Globalization.CultureInfo.InvariantCulture)! is var name
            && context.Instance.FindDatabase(name) is { } found
                ? found
                : throw MessageCatalog.Error(911, given),
        };
    }

    private static void CheckTable(StatementContext context, DbccStatement statement)
    {
        var name = statement.Literals.Count > 0 ? Convert.ToString(Word(context, statement.Literals[0].Value), null) ?? "" : "";
        if (ObjectResolver.Find(context, null, ModuleText.ParseName(name)) is not (Table or ResolvedView))
            throw MessageCatalog.Error(2501, name);
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
