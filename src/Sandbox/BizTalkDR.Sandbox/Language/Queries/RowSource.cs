using BizTalkDR.Sandbox.Language.Running;

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
