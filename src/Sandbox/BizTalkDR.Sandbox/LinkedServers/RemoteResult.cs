using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.LinkedServers;

/// <summary>Keeps what a remote query sends; its first error is raised.</summary>
internal sealed class RemoteResult : IResultSink
{
    internal IReadOnlyList<ResultColumn> Columns { get; private set; } = [];

    internal List<object?[]> Rows { get; } = [];

    public void BeginResultSet(IReadOnlyList<ResultColumn> columns)
    {
        Columns = columns;
        Rows.Clear();
    }

    public void Row(IReadOnlyList<object?> values) => Rows.Add([.. values]);

    public void Message(SqlMessage message)
    {
        if (message.IsError)
            throw new SqlServerException(message);
    }

    public void EndStatement(StatementKind kind, long? rowCount, bool inProcedure) { }

    public void DatabaseChanged(string before, string after) { }

    public void TransactionBegan(long id) { }

    public void TransactionEnded(long id, bool isCommitted) { }

    public void OutputParameter(string name, SqlType type, object? value) { }

    public void EndProcedure(int returnStatus) { }
}
