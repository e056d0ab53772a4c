using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Language.Queries;

/// <summary>A table, view, derived table or function.</summary>
internal sealed class LeafSource(BindingScope scope, BoundSource source, Func<RowFrame, IEnumerable<object?[]>> read, bool isStable)
    : RowSource
{
    private readonly List<(Func<RowFrame, object?> Cell, Func<RowFrame, object?> Wanted, Collation Collation)> seeks = [];
    private IReadOnlyList<object?[]>? kept;
    private readonly List<(int Column, Func<RowFrame, object?> Wanted)> keySeeks = [];
    private Dictionary<object?[], List<object?[]>>? index;

    internal BoundSource Source { get; } = source;

    internal override int Start => Source.Offset;

    internal override int End => Source.Offset + Source.Columns.Count;

    internal override ulong Mask => 1UL << Source.Ordinal;

    internal override bool IsStable => isStable;

    /// <summary>Notes that only rows whose cell equals a value from outside are wanted; the caller still checks every row.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="wanted">The value.</param>
    /// <param name="collation">How strings are compared.</param>
    /// <param name="column">The stored column that the cell is, when the value has its type; else -1.</param>
    internal void AddSeek(Func<RowFrame, object?> cell, Func<RowFrame, object?> wanted, Collation collation, int column)
    {
        seeks.Add((cell, wanted, collation));
        if (column >= 0 && Source is { Table: not null, IsDerived: false } && !keySeeks.Exists(other => other.Column == column))
            keySeeks.Add((column, wanted));
    }

    internal override IEnumerable<object?[]> Rows(RowFrame current)
    {
        if (!isStable)
            return read(current).Select(Widen);
        if (kept is null && FindByKey(current) is { } found)
            return found;
        if (kept is null)
        {
            kept = [.. read(current).Select(Widen)];
            return kept;
        }
        return seeks.Count == 0 || kept.Count < 8 ? kept : Seek(current);
    }

    /// <summary>The row that a unique key of the table gives, or null when none of its keys can be used.</summary>
    private IEnumerable<object?[]>? FindByKey(RowFrame current)
    {
        if (keySeeks.Count == 0)
            return null;
        var values = keySeeks.ConvertAll(seek => seek.Wanted(current)).ToArray();
        if (Array.Exists(values, value => value is null))
            return [];
        var rows = Source.Table!.FindByKey([.. keySeeks.Select(seek => seek.Column)], values);
        return rows?.Select(row => Widen(Source.HasRowIds ? [.. row.Values, row.Id] : row.Values));
    }

    private List<object?[]> Seek(RowFrame current)
    {
        index ??= BuildIndex();
        var key = new object?[seeks.Count];
        for (var i = 0; i < key.Length; i++)
            if ((key[i] = seeks[i].Wanted(current)) is null)
                return [];
        return index.GetValueOrDefault(key) ?? [];
    }

    private Dictionary<object?[], List<object?[]>> BuildIndex()
    {
        var built = new Dictionary<object?[], List<object?[]>>(new RowEquality([.. seeks.Select(seek => seek.Collation)]));
        var frame = new RowFrame([], null);
        foreach (var row in kept!)
        {
            frame.Values = row;
            var key = new object?[seeks.Count];
            for (var i = 0; i < key.Length; i++)
                key[i] = seeks[i].Cell(frame);
            if (!built.TryGetValue(key, out var rows))
                built.Add(key, rows = []);
            rows.Add(row);
        }
        return built;
    }

    private object?[] Widen(object?[] row)
    {
        if (Source.Offset == 0 && scope.Width == row.Length)
            return row;
        var wide = new object?[scope.Width];
        Array.Copy(row, 0, wide, Source.Offset, Source.Columns.Count);
        return wide;
    }
}
