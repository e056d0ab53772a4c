using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Parsing;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Modules;

/// <summary>The procedures that are part of the language: sp_executesql and the prepared statements.</summary>
internal static class LanguageProcedures
{
    private delegate int Procedure(StatementContext caller, IReadOnlyList<CallArgument> arguments, IResultSink sink);

    private static readonly Dictionary<string, Procedure> Procedures = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sp_executesql"] = ExecuteSql,
        ["sp_prepare"] = Prepare,
        ["sp_execute"] = Execute,
        ["sp_prepexec"] = PrepareAndExecute,
        ["sp_unprepare"] = Unprepare,
        ["sp_set_session_context"] = SetSessionContext,
    };

    internal static Func<StatementContext, IReadOnlyList<CallArgument>, IResultSink, int>? Find(string name) =>
        Procedures.TryGetValue(name, out var procedure) ? new(procedure) : null;

    private static int ExecuteSql(StatementContext caller, IReadOnlyList<CallArgument> arguments, IResultSink sink)
    {
        var text = TextOf(arguments, 0, "@statement") ?? "";
        var parameters = arguments.Count > 1 ? BatchParser.ParseParameters(TextOf(arguments, 1, "@params") ?? "") : [];
        return DynamicBatch.Run(caller, text, sink, parameters, [.. arguments.Skip(2)]);
    }

    private static int Prepare(StatementContext caller, IReadOnlyList<CallArgument> arguments, IResultSink sink)
    {
        var handle = Keep(caller.Session, TextOf(arguments, 2, "@stmt") ?? "", TextOf(arguments, 1, "@params"));
        arguments[0].Return?.Invoke(handle, SqlType.Int);
        return 0;
    }

    private static int PrepareAndExecute(StatementContext caller, IReadOnlyList<CallArgument> arguments, IResultSink sink)
    {
        var handle = Keep(caller.Session, TextOf(arguments, 2, "@stmt") ?? "", TextOf(arguments, 1, "@params"));
        arguments[0].Return?.Invoke(handle, SqlType.Int);
        var prepared = caller.Session.Prepared[handle];
        return DynamicBatch.Run(caller, prepared.Text, sink, prepared.Parameters, [.. arguments.Skip(3)]);
    }

    private static int Execute(StatementContext caller, IReadOnlyList<CallArgument> arguments, IResultSink sink)
    {
        var prepared = Find(caller.Session, arguments);
        return DynamicBatch.Run(caller, prepared.Text, sink, prepared.Parameters, [.. arguments.Skip(1)]);
    }

    private static int Unprepare(StatementContext caller, IReadOnlyList<CallArgument> arguments, IResultSink sink)
    {
        Find(caller.Session, arguments);
        caller.Session.Prepared.Remove(HandleOf(arguments));
        return 0;
    }

    private static int SetSessionContext(StatementContext caller, IReadOnlyList<CallArgument> arguments, IResultSink sink)
    {
        var key = TextOf(arguments, 0, "@key") ?? throw MessageCatalog.Error(201, "sp_set_session_context", "@key");
        caller.Session.ContextValues[key] = arguments.ElementAtOrDefault(1)?.Value;
        return 0;
    }

    private static int Keep(SqlSession session, string text, string? parameters)
    {
        BatchParser.Parse(text, session.Settings.QuotedIdentifier);
        var handle = ++session.LastHandle;
        session.Prepared[handle] = new PreparedStatement(text, BatchParser.ParseParameters(parameters ?? ""));
        return handle;
    }

    private static PreparedStatement Find(SqlSession session, IReadOnlyList<CallArgument> arguments) =>
        session.Prepared.GetValueOrDefault(HandleOf(arguments)) ?? throw MessageCatalog.Error(8179, HandleOf(arguments));

    private static int HandleOf(IReadOnlyList<CallArgument> arguments) =>
        arguments.Count > 0 && Conversion.Convert(arguments[0].Value, arguments[0].Type, SqlType.Int) is int handle ? handle : 0;

    private static string? TextOf(IReadOnlyList<CallArgument> arguments, int index, string name)
    {
        var argument = arguments.FirstOrDefault(candidate => candidate.Name.SameAs(name)) ?? arguments.ElementAtOrDefault(index);
        if (argument is null)
            throw MessageCatalog.Error(201, "sp_executesql", name);
        return argument.Value is null || (argument.Value is string && TypeRules.IsUnicode(argument.Type.Kind))
            ? (string?)argument.Value
            : throw MessageCatalog.Error(214, name, "ntext/nchar/nvarchar");
    }
}
