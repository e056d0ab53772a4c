using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Language.Statements.Modules;

/// <summary>Takes the result sets of INSERT ... EXEC; messages go on to the client.</summary>
internal sealed class CapturingSink(IResultSink inner) : IResultSink
{
    internal IReadOnlyList<ResultColumn> Columns { get; private set; } = [];

    internal List<object?[]> Rows { get; } = [];

    public void BeginResultSet(IReadOnlyList<ResultColumn> columns)
    {
        if (Columns.Count > 0 && columns.Count != Columns.Count)
            throw MessageCatalog.ErrorWithState(213, 7);
        Columns = columns;
    }

    public void Row(IReadOnlyList<object?> values) => Rows.Add([.. values]);

    public void EndStatement(StatementKind kind, long? rowCount, bool inProcedure) { }

    public void Message(SqlMessage message) => inner.Message(message);

    public void DatabaseChanged(string before, string after) => inner.DatabaseChanged(before, after);

    public void TransactionBegan(long id) => inner.TransactionBegan(id);

    public void TransactionEnded(long id, bool isCommitted) => inner.TransactionEnded(id, isCommitted);

    public void OutputParameter(string name, SqlType type, object? value) { }

    public void EndProcedure(int returnStatus) { }
}
