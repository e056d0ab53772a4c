using BizTalkDR.Sandbox.Language.Expressions;

namespace BizTalkDR.Sandbox.Language.Queries;

/// <summary>A piece of a FROM clause. Its rows have the width of the whole query level, with only its own cells filled.</summary>
internal abstract class RowSource
{
    /// <summary>The first of its cells.</summary>
    internal abstract int Start { get; }

    /// <summary>One past its last cell.</summary>
    internal abstract int End { get; }

    /// <summary>A bit for each table, by its ordinal.</summary>
    internal abstract ulong Mask { get; }

    /// <summary>Whether it gives the same rows every time it runs in this statement.</summary>
    internal abstract bool IsStable { get; }

    /// <param name="current">The frame of this level: under APPLY it holds the row to the left.</param>
    internal abstract IEnumerable<object?[]> Rows(RowFrame current);

    protected object?[] Merge(object?[] left, object?[]? right, RowSource rightSource)
    {
        var merged = (object?[])left.Clone();
        if (right is not null)
            Array.Copy(right, rightSource.Start, merged, rightSource.Start, rightSource.End - rightSource.Start);
        return merged;
    }
}

/// <summary>A table, view, derived table or function.</summary>
internal sealed class LeafSource(BindingScope scope, BoundSource source, Func<RowFrame, IEnumerable<object?[]>> read, bool isStable)
    : RowSource
{
    private readonly List<(Func<RowFrame, object?> Cell, Func<RowFrame, object?> Wanted, Types.Collation Collation)> seeks = [];
    private IReadOnlyList<object?[]>? kept;
    private Dictionary<object?[], List<object?[]>>? index;

    internal BoundSource Source { get; } = source;

    internal override int Start => Source.Offset;

    internal override int End => Source.Offset + Source.Columns.Count;

    internal override ulong Mask => 1UL << Source.Ordinal;

    internal override bool IsStable => isStable;

    /// <summary>Notes that only rows whose cell equals a value from outside are wanted; the caller still checks every row.</summary>
    internal void AddSeek(Func<RowFrame, object?> cell, Func<RowFrame, object?> wanted, Types.Collation collation) =>
        seeks.Add((cell, wanted, collation));

    internal override IEnumerable<object?[]> Rows(RowFrame current)
    {
        if (!isStable)
            return read(current).Select(Widen);
        if (kept is null)
        {
            kept = [.. read(current).Select(Widen)];
            return kept;
        }
        return seeks.Count == 0 || kept.Count < 8 ? kept : Seek(current);
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
        var built = new Dictionary<object?[], List<object?[]>>(new Types.RowEquality([.. seeks.Select(seek => seek.Collation)]));
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
