namespace BizTalkDR.Sandbox.Language.Running;

/// <summary>The row that a query level stands on, and the frame of the query around it.</summary>
internal sealed class RowFrame(object?[] values, RowFrame? outer)
{
    internal static readonly RowFrame Empty = new([], null);

    internal object?[] Values { get; set; } = values;

    internal RowFrame? Outer { get; } = outer;

    internal RowFrame Up(int levels)
    {
        var frame = this;
        for (var i = 0; i < levels; i++)
            frame = frame.Outer!;
        return frame;
    }
}
