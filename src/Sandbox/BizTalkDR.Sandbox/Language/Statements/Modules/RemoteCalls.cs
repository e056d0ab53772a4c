using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Parsing;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Language.Statements.Execution;
using BizTalkDR.Sandbox.LinkedServers;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Modules;

/// <summary>Procedure calls that come over the wire, and those that go to a linked server.</summary>
internal static class RemoteCalls
{
    /// <summary>An RPC of a client: return status and output parameters follow the results.</summary>
    internal static void Run(StatementContext context, ProcedureRequest request)
    {
        var outputs = new List<(string Name, SqlType Type, object? Value)>();
        var arguments = request.Arguments.Select((argument, i) => Argument(argument, outputs)).ToArray();
        var status = 0;
        StatementGuard.Run(context, Request, () => status = ProcedureCall.Run(context, ModuleText.ParseName(request.Name), arguments));
        foreach (var (name, type, value) in outputs)
            context.Sink.OutputParameter(name, type, value);
        context.Sink.EndProcedure(status);
    }

    /// <summary>EXEC server.database.schema.procedure.</summary>
    internal static int Call(
        StatementContext caller,
        string server,
        SchemaObjectName name,
        IReadOnlyList<CallArgument> arguments,
        IResultSink sink
    )
    {
        var status = 0;
        var target = string.Join(
            '.',
            name.Identifiers.Skip(1)
                .Select(part => part.Value.Length == 0 ? "" : $"[{part.Value.Replace("]", "]]", StringComparison.Ordinal)}]")
        );
        RemoteSessions.Call(
            caller.Session,
            caller.Sink,
            server,
            session =>
            {
                var request = new ProcedureRequest(
                    target,
                    [
                        .. arguments.Select(argument => new ProcedureArgument(
                            argument.Name,
                            argument.Type,
                            argument.Value,
                            argument.IsOutput,
                            argument.IsDefault
                        )),
                    ]
                );
                var forwarding = new ForwardingSink(sink, arguments, returned => status = returned);
                session.ExecuteProcedure(request, forwarding, caller.Attention);
                forwarding.ThrowIfFailed();
            }
        );
        return status;
    }

    /// <summary>EXEC ('...') AT server.</summary>
    internal static void Execute(StatementContext caller, string server, string text, IResultSink sink) =>
        RemoteSessions.Call(
            caller.Session,
            caller.Sink,
            server,
            session =>
            {
                var forwarding = new ForwardingSink(sink, [], _ => { });
                session.ExecuteBatch(text, forwarding, caller.Attention);
                forwarding.ThrowIfFailed();
            }
        );

    private static readonly ExecuteStatement Request = new();

    private static CallArgument Argument(ProcedureArgument argument, List<(string, SqlType, object?)> outputs) =>
        new()
        {
            Name = argument.Name,
            Type = argument.Type,
            Value = argument.Value,
            IsDefault = argument.IsDefault,
            IsOutput = argument.IsOutput,
            Return = argument.IsOutput
                ? (value, type) => outputs.Add((argument.Name, argument.Type, Conversion.Convert(value, type, argument.Type)))
                : null,
        };
}

/// <summary>Passes on what a linked server sends. Its first error is raised again in the calling statement, so that a CATCH there sees it.</summary>
internal sealed class ForwardingSink(IResultSink inner, IReadOnlyList<CallArgument> arguments, Action<int> setStatus) : IResultSink
{
    private readonly List<SqlMessage> errors = [];
    private int outputs;

    internal void ThrowIfFailed()
    {
        if (errors.Count > 0)
            throw new SqlServerException(errors[0], [.. errors.Skip(1)]);
    }

    public void BeginResultSet(IReadOnlyList<ResultColumn> columns) => inner.BeginResultSet(columns);

    public void Row(IReadOnlyList<object?> values) => inner.Row(values);

    public void EndStatement(StatementKind kind, long? rowCount, bool inProcedure) => inner.EndStatement(kind, rowCount, true);

    public void Message(SqlMessage message)
    {
        if (message.IsError)
            errors.Add(message);
        else
            inner.Message(message);
    }

    public void DatabaseChanged(string before, string after) { }

    public void TransactionBegan(long id) { }

    public void TransactionEnded(long id, bool isCommitted) { }

    public void OutputParameter(string name, SqlType type, object? value)
    {
        var wanted = arguments.Where(argument => argument.IsOutput).ElementAtOrDefault(outputs++);
        wanted?.Return?.Invoke(value, type);
    }

    public void EndProcedure(int returnStatus) => setStatus(returnStatus);
}
