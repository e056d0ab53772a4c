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
        handlers.Add<SetStatisticsStatement>((_, _) => { });
        handlers.Add<SetErrorLevelStatement>((_, _) => { });
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
            SetOptions.FmtOnly => settings with { FormatOnly = isOn },
            SetOptions.NoExec => settings with { NoExec = isOn },
            SetOptions.ParseOnly => settings with { ParseOnly = isOn },
            SetOptions.AnsiDefaults => settings with { AnsiNulls = isOn, AnsiPadding = isOn, AnsiWarnings = isOn, QuotedIdentifier = isOn },
            _ => settings,
        };

    private static void SetCommands(StatementContext context, SetCommandStatement statement)
    {
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
                    Change(context, settings => settings with { DateFormat = (value as string ?? "mdy").ToLowerInvariant() });
                    break;
                case GeneralSetCommandType.Language:
                    Change(context, settings => settings with { Language = value as string ?? "us_english" });
                    context.Send(5703, value as string ?? "us_english");
                    break;
                case GeneralSetCommandType.DeadlockPriority:
                    Change(context, settings => settings with { DeadlockPriority = Priority(value) });
                    break;
                case GeneralSetCommandType.ContextInfo:
                    var bytes = value as byte[] ?? [];
                    Array.Resize(ref bytes, 128);
                    context.Session.ContextInfo = bytes;
                    break;
                default:
                    break;
            }
        }
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
