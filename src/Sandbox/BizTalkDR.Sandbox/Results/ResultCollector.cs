using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Results;

/// <summary>Keeps what statements produce, for the server's own sessions (Agent steps, set-up scripts, a BizTalk service's calls).</summary>
internal sealed class ResultCollector : IResultSink
{
    private readonly List<CollectedResult> results = [];
    private readonly List<SqlMessage> messages = [];
    private CollectedResult? current;

    /// <summary>The result sets in the order in which they came.</summary>
    internal IReadOnlyList<CollectedResult> Results => results;

    /// <summary>Errors and information in the order in which they came.</summary>
    internal IReadOnlyList<SqlMessage> Messages => messages;

    internal IEnumerable<SqlMessage> Errors => messages.Where(message => message.IsError);

    internal Dictionary<string, object?> Outputs { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Throws the first error, with those after it, if there was any.</summary>
    internal void ThrowIfFailed()
    {
        var errors = Errors.ToArray();
        if (errors.Length > 0)
            throw new SqlServerException(errors[0], errors[1..]);
    }

    public void BeginResultSet(IReadOnlyList<ResultColumn> columns) => results.Add(current = new CollectedResult(columns));

    public void Row(IReadOnlyList<object?> values) => current!.Rows.Add([.. values]);

    public void EndStatement(StatementKind kind, long? rowCount, bool inProcedure) => current = null;

    public void Message(SqlMessage message) => messages.Add(message);

    public void DatabaseChanged(string before, string after) { }

    public void TransactionBegan(long id) { }

    public void TransactionEnded(long id, bool isCommitted) { }

    public void OutputParameter(string name, SqlType type, object? value) => Outputs[name] = value;

    public void EndProcedure(int returnStatus) { }
}

/// <summary>One result set, kept.</summary>
internal sealed record CollectedResult(IReadOnlyList<ResultColumn> Columns)
{
    internal List<object?[]> Rows { get; } = [];

    /// <summary>The place of a column. Throws when there is none of that name.</summary>
    internal int Index(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i].Name.SameAs(column))
                return i;
        throw new InvalidOperationException($"The result has no column '{column}'.");
    }

    /// <summary>A value of a row by the column's name.</summary>
    internal T? Get<T>(object?[] row, string column) => row[Index(column)] is T value ? value : default;
}
