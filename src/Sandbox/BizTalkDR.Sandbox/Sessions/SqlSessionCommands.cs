using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Sessions;

/// <summary>Statements of the server's own, with their values as parameters.</summary>
internal static class SqlSessionCommands
{
    /// <summary>Runs a batch and keeps what it gives.</summary>
    /// <exception cref="Errors.SqlServerException">A statement failed.</exception>
    internal static ResultCollector Perform(
        this SqlSession session,
        string statement,
        params ReadOnlySpan<(string Name, object? Value)> values
    ) => session.Perform(statement, CancellationToken.None, values);

    /// <inheritdoc cref="Perform(SqlSession, string, ReadOnlySpan{ValueTuple{string, object}})"/>
    internal static ResultCollector Perform(
        this SqlSession session,
        string statement,
        CancellationToken attention,
        params ReadOnlySpan<(string Name, object? Value)> values
    )
    {
        var sink = new ResultCollector();
        if (values.Length == 0)
            session.ExecuteBatch(statement, sink, attention);
        else
            session.ExecuteProcedure(Parameterized(statement, values), sink, attention);
        sink.ThrowIfFailed();
        return sink;
    }

    private static ProcedureRequest Parameterized(string statement, ReadOnlySpan<(string Name, object? Value)> values)
    {
        var declarations = new List<string>();
        var arguments = new List<ProcedureArgument>();
        foreach (var (name, value) in values)
        {
            var (type, text) = TypeOf(value);
            declarations.Add($"{name} {text}");
            arguments.Add(new ProcedureArgument(name, type, value));
        }
        return new ProcedureRequest(
            "sp_executesql",
            [
                new ProcedureArgument("", SqlType.NVarChar(SqlType.Max), statement),
                new ProcedureArgument("", SqlType.NVarChar(SqlType.Max), string.Join(", ", declarations)),
                .. arguments,
            ]
        );
    }

    private static (SqlType Type, string Text) TypeOf(object? value) =>
        value switch
        {
            int => (SqlType.Int, "int"),
            long => (SqlType.BigInt, "bigint"),
            bool => (SqlType.Bit, "bit"),
            Guid => (SqlType.UniqueIdentifier, "uniqueidentifier"),
            DateTime => (SqlType.DateTime, "datetime"),
            string or null => (SqlType.NVarChar(SqlType.Max), "nvarchar(max)"),
            _ => throw new ArgumentException($"No SQL Server type is known for {value.GetType()}.", nameof(value)),
        };
}
