using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Storage.Restore;

/// <summary>A result set built of named columns, each with its type and how it is read from a row's source.</summary>
internal sealed class ResultTable<T> : System.Collections.IEnumerable
{
    private readonly List<(ResultColumn Column, Func<T, object?> Value)> columns = [];

    public System.Collections.IEnumerator GetEnumerator() => columns.GetEnumerator();

    internal void Add(string name, SqlType type, Func<T, object?> value) => columns.Add((new ResultColumn(name, type), value));

    internal void Send(IResultSink sink, IEnumerable<T> rows)
    {
        sink.BeginResultSet([.. columns.Select(column => column.Column)]);
        var count = 0;
        foreach (var row in rows)
        {
            sink.Row([.. columns.Select(column => ValueConverter.ToColumn(column.Value(row), column.Column.Type))]);
            count++;
        }
        sink.EndStatement(StatementKind.Select, count, inProcedure: false);
    }
}
