using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Results;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Running;

/// <summary>A cursor: its query, run when it is opened, and the place in its rows.</summary>
internal sealed class SqlCursor(string name, SelectStatement select, bool isScrollable)
{
    private IReadOnlyList<object?[]> rows = [];
    private int position = -1;

    internal string Name { get; } = name;

    internal bool IsOpen { get; private set; }

    internal bool IsScrollable { get; } = isScrollable;

    internal int Count => rows.Count;

    internal IReadOnlyList<ResultColumn> Columns { get; private set; } = [];

    internal object?[]? CurrentRow => IsOpen && position >= 0 && position < rows.Count ? rows[position] : null;

    /// <summary>The query it was declared for.</summary>
    internal SelectStatement Select { get; } = select;

    /// <summary>Throws 16905 when it is open.</summary>
    internal void CheckClosed()
    {
        if (IsOpen)
            throw MessageCatalog.Error(16905);
    }

    /// <summary>Opens it on the rows of its query.</summary>
    internal void Open(IReadOnlyList<ResultColumn> columns, IReadOnlyList<object?[]> found) =>
        (Columns, rows, position, IsOpen) = (columns, found, -1, true);

    internal void Close()
    {
        if (!IsOpen)
            throw MessageCatalog.Error(16917);
        (IsOpen, rows, position) = (false, [], -1);
    }

    /// <summary>Moves and gives the row there, or null beyond the ends.</summary>
    internal object?[]? Fetch(FetchOrientation orientation, int offset)
    {
        if (!IsOpen)
            throw MessageCatalog.Error(16917);
        position = orientation switch
        {
            FetchOrientation.First => 0,
            FetchOrientation.Last => rows.Count - 1,
            FetchOrientation.Prior => Math.Max(-1, position - 1),
            FetchOrientation.Absolute => offset >= 0 ? offset - 1 : rows.Count + offset,
            FetchOrientation.Relative => position + offset,
            _ => position + 1,
        };
        position = Math.Clamp(position, -1, rows.Count);
        return CurrentRow;
    }
}
