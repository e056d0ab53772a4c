using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Functions;
using BizTalkDR.Sandbox.Language.Parsing;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Language;

/// <summary>Functions that tell the state of the session: @@ROWCOUNT, ERROR_NUMBER(), SCOPE_IDENTITY() ...</summary>
internal static class StateFunctions
{
    private static readonly SqlType Message = SqlType.NVarChar(4000);
    private static readonly SqlType Identity = SqlType.Decimal(38, 0);

    internal static void AddTo(SystemFunctions functions)
    {
        Add(functions, "@@ROWCOUNT", SqlType.Int, session => (int)Math.Min(session.RowCount, int.MaxValue));
        Add(functions, "ROWCOUNT_BIG", SqlType.BigInt, session => session.RowCount);
        Add(functions, "@@ERROR", SqlType.Int, session => session.LastError);
        Add(functions, "@@TRANCOUNT", SqlType.Int, session => session.TransactionCount);
        Add(functions, "@@FETCH_STATUS", SqlType.Int, session => session.FetchStatus);
        Add(functions, "@@NESTLEVEL", SqlType.Int, session => session.Context?.NestLevel ?? 0);
        Add(functions, "@@PROCID", SqlType.Int, session => session.Context?.Module?.Id ?? 0);
        Add(functions, "@@SPID", SqlType.SmallInt, session => (short)session.Spid);
        Add(functions, "@@IDENTITY", Identity, session => session.LastIdentity);
        Add(
            functions,
            "SCOPE_IDENTITY",
            Identity,
            session => (session.Context is { } context ? context.ScopeIdentity : session.ScopeIdentity)
        );
        Add(
            functions,
            "XACT_STATE",
            SqlType.SmallInt,
            session =>
                (short)(
                    session.TransactionCount == 0 ? 0
                    : session.IsTransactionDoomed ? -1
                    : 1
                )
        );
        Add(functions, "@@DATEFIRST", SqlType.TinyInt, session => (byte)session.Settings.DateFirst);
        Add(functions, "@@LOCK_TIMEOUT", SqlType.Int, session => session.Settings.LockTimeout);
        Add(functions, "@@OPTIONS", SqlType.Int, session => Options(session.Settings));
        Add(functions, "@@CURSOR_ROWS", SqlType.Int, session => session.Cursors.Values.LastOrDefault(cursor => cursor.IsOpen)?.Count ?? 0);
        Add(functions, "@@TEXTSIZE", SqlType.Int, session => session.Settings.TextSize);
        Add(functions, "@@LANGUAGE", SqlType.SysName, session => session.Settings.Language);
        Add(functions, "ERROR_NUMBER", SqlType.Int, session => session.CaughtError?.Number);
        Add(functions, "ERROR_MESSAGE", Message, session => session.CaughtError?.Text);
        Add(functions, "ERROR_SEVERITY", SqlType.Int, session => session.CaughtError is { } error ? (int)error.Severity : null);
        Add(functions, "ERROR_STATE", SqlType.Int, session => session.CaughtError is { } error ? (int)error.State : null);
        Add(functions, "ERROR_LINE", SqlType.Int, session => session.CaughtError?.Line);
        Add(functions, "ERROR_PROCEDURE", SqlType.SysName, session => session.CaughtError?.Procedure);
        Add(functions, "CONTEXT_INFO", SqlType.VarBinary(128), session => session.ContextInfo.Length == 0 ? null : session.ContextInfo);
        Add(functions, "CURRENT_TRANSACTION_ID", SqlType.BigInt, session => session.Transaction?.Id ?? 0);
        functions.Add(
            new SystemFunction(
                "SESSION_CONTEXT",
                1,
                1,
                _ => SqlType.Variant,
                (session, arguments) => arguments[0] is string key ? session.ContextValues.GetValueOrDefault(key) : null
            )
        );
        functions.Add(
            new SystemFunction(
                "CURSOR_STATUS",
                2,
                2,
                _ => SqlType.SmallInt,
                (session, arguments) => CursorStatus(session, arguments[0] as string, arguments[1] as string)
            )
        );
        functions.Add(new SystemFunction("FORMATMESSAGE", 1, 21, _ => SqlType.NVarChar(2048), (_, arguments) => FormatMessage(arguments)));
        functions.Add(
            new SystemFunction(
                "IDENT_CURRENT",
                1,
                1,
                _ => Identity,
                (session, arguments) => FindTable(session, arguments[0]) is { } table ? table.LastIdentity ?? IdentityOf(table)?.Seed : null
            )
        );
    }

    private static void Add(SystemFunctions functions, string name, SqlType type, Func<SqlSession, object?> read) =>
        functions.Add(new SystemFunction(name, 0, 0, _ => type, (session, _) => read(session)));

    private static IdentityDefinition? IdentityOf(Table table) =>
        table.Definition.Columns.FirstOrDefault(column => column.Identity is not null)?.Identity;

    private static Table? FindTable(SqlSession session, object? name) =>
        name is string text && session.Context is { } context
            ? Queries.ObjectResolver.Find(context, null, ModuleText.ParseName(text)) as Table
            : null;

    private static object? FormatMessage(IReadOnlyList<object?> arguments) =>
        arguments[0] switch
        {
            string text => MessageFormatter.Format(text, [.. arguments.Skip(1)]),
            int number when Errors.MessageCatalog.All.TryGetValue(number, out var known) => string.Format(
                System.Globalization.CultureInfo.InvariantCulture,
                known.Format,
                [.. arguments.Skip(1)]
            ),
            _ => null,
        };

    private static object CursorStatus(SqlSession session, string? where, string? name)
    {
        SqlCursor? cursor = null;
        if (name is not null)
            cursor = where?.ToUpperInvariant() switch
            {
                "LOCAL" => session.Context?.Cursors.GetValueOrDefault(name),
                "VARIABLE" => session.Context?.Variables.GetValueOrDefault(name)?.Cursor,
                _ => session.Cursors.GetValueOrDefault(name),
            };
        return (short)(
            cursor is null ? (where?.ToUpperInvariant() == "VARIABLE" ? -2 : -3)
            : !cursor.IsOpen ? -1
            : cursor.Count > 0 ? 1
            : 0
        );
    }

    private static int Options(SessionSettings settings) =>
        (settings.ImplicitTransactions ? 2 : 0)
        | (settings.AnsiWarnings ? 8 : 0)
        | (settings.AnsiPadding ? 16 : 0)
        | (settings.AnsiNulls ? 32 : 0)
        | (settings.ArithAbort ? 64 : 0)
        | (settings.QuotedIdentifier ? 256 : 0)
        | (settings.NoCount ? 512 : 0)
        | 1024
        | (settings.ConcatNullYieldsNull ? 4096 : 0)
        | (settings.NumericRoundAbort ? 8192 : 0)
        | (settings.XactAbort ? 16384 : 0);
}
