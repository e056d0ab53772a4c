using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Queries;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Control;

/// <summary>SET options.</summary>
internal static class Settings
{
    internal static void AddTo(StatementHandlers handlers)
    {
        handlers.Add<PredicateSetStatement>(SetOnOff);
        handlers.Add<SetCommandStatement>(SetCommands);
        handlers.Add<SetTransactionIsolationLevelStatement>(
            (context, statement) => Change(context, settings => settings with { Isolation = LevelOf(statement.Level) })
        );
        handlers.Add<SetRowCountStatement>((context, statement) => SetRowCount(context, statement));
        handlers.Add<SetTextSizeStatement>((context, statement) => SetTextSize(context, statement));
        handlers.Add<SetIdentityInsertStatement>(SetIdentityInsert);
        handlers.Add<SetStatisticsStatement>(SetStatistics);
    }

    /// <summary>
    /// Whether a batch is parsed and nothing more: SET PARSEONLY counts when it is parsed, for the batch that holds it too (page SET PARSEONLY).
    /// </summary>
    internal static bool IsOnlyParsed(SqlSession session, IList<TSqlStatement> statements)
    {
        foreach (var statement in statements.OfType<PredicateSetStatement>())
            if (statement.Options.HasFlag(SetOptions.ParseOnly))
                session.Settings = session.Settings with { ParseOnly = statement.IsOn };
        return session.Settings.ParseOnly;
    }

    /// <summary>There are no such statistics: asking for them is refused, OFF is as it is.</summary>
    private static void SetStatistics(StatementContext context, SetStatisticsStatement statement)
    {
        if (statement.IsOn)
            throw ExpressionBinder.Unsupported($"SET STATISTICS {statement.Options}");
    }

    private static void Change(StatementContext context, Func<SessionSettings, SessionSettings> change) =>
        context.Session.Settings = change(context.Session.Settings);

    private static void SetOnOff(StatementContext context, PredicateSetStatement statement)
    {
        var isOn = statement.IsOn;
        foreach (var option in Enum.GetValues<SetOptions>())
            if (option != SetOptions.None && statement.Options.HasFlag(option))
                Change(context, settings => Apply(settings, option, isOn));
    }

    private static SessionSettings Apply(SessionSettings settings, SetOptions option, bool isOn) =>
        option switch
        {
            SetOptions.NoCount => settings with { NoCount = isOn },
            SetOptions.XactAbort => settings with { XactAbort = isOn },
            SetOptions.ImplicitTransactions => settings with { ImplicitTransactions = isOn },
            SetOptions.QuotedIdentifier => settings with { QuotedIdentifier = isOn },
            SetOptions.AnsiNulls => settings with { AnsiNulls = isOn },
            SetOptions.AnsiPadding => settings with { AnsiPadding = isOn },
            SetOptions.AnsiWarnings => settings with { AnsiWarnings = isOn },
            SetOptions.ConcatNullYieldsNull => settings with { ConcatNullYieldsNull = isOn },
            SetOptions.ArithAbort => settings with { ArithAbort = isOn },
            SetOptions.NumericRoundAbort => settings with { NumericRoundAbort = isOn },
            SetOptions.CursorCloseOnCommit => settings with { CursorCloseOnCommit = isOn },
            SetOptions.FmtOnly => settings with { FormatOnly = isOn },
            SetOptions.NoExec => settings with { NoExec = isOn },
            SetOptions.ParseOnly => settings with { ParseOnly = isOn },
            SetOptions.AnsiDefaults => settings with { AnsiNulls = isOn, AnsiPadding = isOn, AnsiWarnings = isOn, QuotedIdentifier = isOn },
            // The sandbox is as these say, or has nothing that they change.
            SetOptions.AnsiNullDfltOn or SetOptions.AnsiNullDfltOff or SetOptions.NoBrowsetable or SetOptions.ForcePlan => settings,
            _ when !isOn => settings,
            _ => throw ExpressionBinder.Unsupported($"SET {option} ON"),
        };

    private static void SetCommands(StatementContext context, SetCommandStatement statement)
    {
        if (statement.Commands.FirstOrDefault(command => command is not GeneralSetCommand) is { } other)
            throw ExpressionBinder.Unsupported(other);
        foreach (var command in statement.Commands.OfType<GeneralSetCommand>())
        {
            var value = command.Parameter is IdentifierLiteral word ? word.Value : context.Evaluate(command.Parameter);
            switch (command.CommandType)
            {
                case GeneralSetCommandType.LockTimeout:
                    Change(context, settings => settings with { LockTimeout = Number(value) });
                    break;
                case GeneralSetCommandType.DateFirst:
                    Change(context, settings => settings with { DateFirst = Number(value) });
                    break;
                case GeneralSetCommandType.DateFormat:
                    Change(context, settings => settings with { DateFormat = DateFormatOf(value as string ?? "") });
                    break;
                case GeneralSetCommandType.Language:
                    SetLanguage(context, value as string ?? "");
                    break;
                case GeneralSetCommandType.DeadlockPriority:
                    Change(context, settings => settings with { DeadlockPriority = Priority(value) });
                    break;
                case GeneralSetCommandType.ContextInfo:
                    var bytes = value as byte[] ?? [];
                    Array.Resize(ref bytes, 128);
                    context.Session.ContextInfo = bytes;
                    break;
                case GeneralSetCommandType.QueryGovernorCostLimit when Number(value) == 0:
                    break;
                default:
                    throw ExpressionBinder.Unsupported($"SET {command.CommandType}");
            }
        }
    }

    private static string DateFormatOf(string name) =>
        name.ToLowerInvariant() is ("mdy" or "dmy" or "ymd" or "ydm" or "myd" or "dym") and var format
            ? format
            : throw MessageCatalog.Error(2741, name);

    private static void SetLanguage(StatementContext context, string name)
    {
        var language = SessionLanguage.Find(name) ?? throw ExpressionBinder.Unsupported($"SET LANGUAGE {name}");
        Change(context, settings => settings.In(language));
        context.Send(5703, language.Name);
    }

    private static int Number(object? value) => Convert.ToInt32(value ?? 0, System.Globalization.CultureInfo.InvariantCulture);

    private static int Priority(object? value) =>
        value switch
        {
            string text => text.ToUpperInvariant() switch
            {
                "LOW" => -5,
                "HIGH" => 5,
                _ => 0,
            },
            _ => Number(value),
        };

    private static TransactionIsolation LevelOf(IsolationLevel level) =>
        level switch
        {
            IsolationLevel.ReadUncommitted => TransactionIsolation.ReadUncommitted,
            IsolationLevel.RepeatableRead => TransactionIsolation.RepeatableRead,
            IsolationLevel.Serializable => TransactionIsolation.Serializable,
            IsolationLevel.Snapshot => TransactionIsolation.Snapshot,
            _ => TransactionIsolation.ReadCommitted,
        };

    private static void SetRowCount(StatementContext context, SetRowCountStatement statement)
    {
        var limit = (long)(context.Evaluate(statement.NumberRows, SqlType.BigInt) ?? 0L);
        Change(context, settings => settings with { RowCountLimit = limit });
    }

    private static void SetTextSize(StatementContext context, SetTextSizeStatement statement)
    {
        var size = (int)(context.Evaluate(statement.TextSize, SqlType.Int) ?? 0);
        Change(context, settings => settings with { TextSize = size <= 0 ? int.MaxValue : size });
    }

    private static void SetIdentityInsert(StatementContext context, SetIdentityInsertStatement statement)
    {
        if (ObjectResolver.Find(context, null, statement.Table) is not Table table)
            throw MessageCatalog.Error(1088, ObjectResolver.Show(statement.Table));
        if (!table.Definition.Columns.Any(column => column.Identity is not null))
            throw MessageCatalog.Error(8106, ObjectResolver.Show(statement.Table));
        var name = $"{table.Definition.Schema}.{table.Definition.Name}";
        var current = context.Session.Settings.IdentityInsertTable;
        if (statement.IsOn && current is not null && !current.SameAs(name))
            throw MessageCatalog.Error(8107, current, name);
        Change(context, settings => settings with { IdentityInsertTable = statement.IsOn ? name : null });
    }
}
