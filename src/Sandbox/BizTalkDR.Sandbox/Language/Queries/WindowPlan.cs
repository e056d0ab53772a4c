using System.Globalization;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Queries;

/// <summary>The window functions of one query level; their values go into slots behind the row's columns.</summary>
internal sealed class WindowPlan(BindingScope scope) : IWindowedLevel
{
    private readonly List<BoundWindow> windows = [];

    internal bool IsEmpty => windows.Count == 0;

    public Bound Bind(FunctionCall call, ExpressionBinder binder)
    {
        var name = call.FunctionName.Value.ToUpperInvariant();
        var over = call.OverClause;
        var order = over.OrderByClause?.OrderByElements ?? [];
        var window = new BoundWindow
        {
            Name = name,
            Slot = 0,
            Partition = binder.BindAll(over.Partitions),
            Order = [.. order.Select(element => Key(element, binder))],
            Frame = over.WindowFrameClause,
            Arguments = [],
        };
        if (order.Count == 0 && name is "ROW_NUMBER" or "RANK" or "DENSE_RANK" or "NTILE" or "LAG" or "LEAD" && order.Count == 0)
            throw MessageCatalog.Error(4112, name.ToLowerInvariant());
        var (type, bound) = BindFunction(name, call, binder, window);
        var slot = scope.AddSlot();
        windows.Add(bound with { Slot = slot });
        return new Bound(type, frame => frame.Values[slot]);
    }

    internal IEnumerable<object?[]> Compute(IEnumerable<object?[]> source, RowFrame outer)
    {
        var rows = source.Select(row => Widen(row)).ToArray();
        foreach (var window in windows)
            window.Compute(rows, outer);
        return rows;
    }

    private object?[] Widen(object?[] row)
    {
        var wide = new object?[scope.Width];
        row.AsSpan(0, Math.Min(row.Length, wide.Length)).CopyTo(wide);
        return wide;
    }

    private static SortKey Key(ExpressionWithSortOrder element, ExpressionBinder binder)
    {
        var bound = binder.Bind(element.Expression);
        return new SortKey(-1, bound.Evaluate, bound.Collation, element.SortOrder == SortOrder.Descending);
    }

    private static (SqlType Type, BoundWindow Window) BindFunction(
        string name,
        FunctionCall call,
        ExpressionBinder binder,
        BoundWindow window
    )
    {
        if (AggregateNames.Contain(name))
        {
            var aggregate = Aggregates.Bind(call, binder);
            return (aggregate.Type, window with { Aggregate = aggregate });
        }
        switch (name)
        {
            case "ROW_NUMBER" or "RANK" or "DENSE_RANK":
                return (SqlType.BigInt, window);
            case "NTILE":
                return (SqlType.BigInt, window with { Arguments = [binder.Bind(call.Parameters[0]).As(SqlType.BigInt)] });
            case "LAG" or "LEAD":
                var value = binder.Bind(call.Parameters[0]);
                var arguments = new List<Bound> { value };
                if (call.Parameters.Count > 1)
                    arguments.Add(binder.Bind(call.Parameters[1]).As(SqlType.Int));
                if (call.Parameters.Count > 2)
                    arguments.Add(binder.Bind(call.Parameters[2]).As(value.Type));
                return (value.Type, window with { Arguments = [.. arguments] });
            case "FIRST_VALUE" or "LAST_VALUE":
                var bound = binder.Bind(call.Parameters[0]);
                return (bound.Type, window with { Arguments = [bound] });
            case "PERCENT_RANK" or "CUME_DIST":
                return (SqlType.Float, window);
            default:
                throw MessageCatalog.Error(4113, name.ToLowerInvariant());
        }
    }
}

/// <summary>One window function with its partitions and order.</summary>
internal sealed record BoundWindow
{
    public required string Name { get; init; }

    public required int Slot { get; init; }

    public required Bound[] Partition { get; init; }

    public required SortKey[] Order { get; init; }

    public required WindowFrameClause? Frame { get; init; }

    public required Bound[] Arguments { get; init; }

    public BoundAggregate? Aggregate { get; init; }

    internal void Compute(object?[][] rows, RowFrame outer)
    {
        var partitions = new Dictionary<object?[], List<(object?[] Row, object?[] Keys)>>(
            new RowEquality([.. Partition.Select(part => part.Collation)])
        );
        var frame = new RowFrame([], outer);
        foreach (var row in rows)
        {
            frame.Values = row;
            var key = Array.ConvertAll(Partition, part => part.Evaluate(frame));
            if (!partitions.TryGetValue(key, out var members))
                partitions.Add(key, members = []);
            members.Add((row, Ordering.Keys(Order, frame, [])));
        }
        foreach (var members in partitions.Values)
            ComputePartition(
                [.. members.Order(Comparer<(object?[] Row, object?[] Keys)>.Create((a, b) => Ordering.Compare(a.Keys, b.Keys, Order)))],
                frame
            );
    }

    private void ComputePartition((object?[] Row, object?[] Keys)[] members, RowFrame frame)
    {
        if (Aggregate is not null)
        {
            ComputeAggregate(members, frame);
            return;
        }
        long rank = 0,
            denseRank = 0;
        for (var i = 0; i < members.Length; i++)
        {
            if (i == 0 || !ArePeers(members, i - 1, i))
                (rank, denseRank) = (i + 1, denseRank + 1);
            frame.Values = members[i].Row;
            members[i].Row[Slot] = Name switch
            {
                "ROW_NUMBER" => (long)i + 1,
                "RANK" => rank,
                "DENSE_RANK" => denseRank,
                "NTILE" => Tile(i, members.Length, (long)Arguments[0].Evaluate(frame)!),
                "LAG" => Neighbour(members, i, -1, frame),
                "LEAD" => Neighbour(members, i, 1, frame),
                "FIRST_VALUE" => ValueAt(members, Bounds(members, i).First, frame),
                "LAST_VALUE" => ValueAt(members, Bounds(members, i).Last, frame),
                "PERCENT_RANK" => members.Length == 1 ? 0.0 : (rank - 1) / (double)(members.Length - 1),
                _ => (LastPeer(members, i) + 1) / (double)members.Length,
            };
        }
    }

    private void ComputeAggregate((object?[] Row, object?[] Keys)[] members, RowFrame frame)
    {
        // Frames that begin with the partition only grow: each row is added once.
        var grows = Frame is null || Frame.Top.WindowDelimiterType == WindowDelimiterType.UnboundedPreceding;
        var accumulator = Aggregate!.Start();
        var added = 0;
        for (var i = 0; i < members.Length; i++)
        {
            var (first, last) = Bounds(members, i);
            if (!grows)
                (accumulator, added) = (Aggregate.Start(), first);
            for (; added <= last; added++)
            {
                frame.Values = members[added].Row;
                Aggregate.Add(accumulator, frame);
            }
            members[i].Row[Slot] = accumulator.Result;
        }
    }

    /// <summary>The first and last row of the window frame of a row.</summary>
    private (int First, int Last) Bounds((object?[] Row, object?[] Keys)[] members, int i)
    {
        if (Order.Length == 0 && Frame is null)
            return (0, members.Length - 1);
        if (Frame is null)
            return (0, LastPeer(members, i));
        var isRange = Frame.WindowFrameType == WindowFrameType.Range;
        var first = Edge(Frame.Top, members, i, isRange, isTop: true);
        var last = Frame.Bottom is null ? (isRange ? LastPeer(members, i) : i) : Edge(Frame.Bottom, members, i, isRange, isTop: false);
        return (Math.Max(first, 0), Math.Min(last, members.Length - 1));
    }

    private int Edge(WindowDelimiter delimiter, (object?[] Row, object?[] Keys)[] members, int i, bool isRange, bool isTop) =>
        delimiter.WindowDelimiterType switch
        {
            WindowDelimiterType.UnboundedPreceding => 0,
            WindowDelimiterType.UnboundedFollowing => members.Length - 1,
            WindowDelimiterType.CurrentRow when isRange => isTop ? FirstPeer(members, i) : LastPeer(members, i),
            WindowDelimiterType.CurrentRow => i,
            WindowDelimiterType.ValuePreceding => i - Offset(delimiter),
            _ => i + Offset(delimiter),
        };

    private static int Offset(WindowDelimiter delimiter) => int.Parse(((Literal)delimiter.OffsetValue).Value, CultureInfo.InvariantCulture);

    private int LastPeer((object?[] Row, object?[] Keys)[] members, int i)
    {
        while (i + 1 < members.Length && ArePeers(members, i, i + 1))
            i++;
        return i;
    }

    private int FirstPeer((object?[] Row, object?[] Keys)[] members, int i)
    {
        while (i > 0 && ArePeers(members, i, i - 1))
            i--;
        return i;
    }

    private bool ArePeers((object?[] Row, object?[] Keys)[] members, int left, int right) =>
        Ordering.Compare(members[left].Keys, members[right].Keys, Order) == 0;

    private static long Tile(int index, int count, long tiles)
    {
        var (size, larger) = (count / tiles, count % tiles);
        var inLarger = larger * (size + 1);
        return index < inLarger ? (index / (size + 1)) + 1 : larger + ((index - inLarger) / Math.Max(size, 1)) + 1;
    }

    private object? Neighbour((object?[] Row, object?[] Keys)[] members, int i, int direction, RowFrame frame)
    {
        var distance = Arguments.Length > 1 ? (int)(Arguments[1].Evaluate(frame) ?? 1) : 1;
        var at = i + (direction * distance);
        if (at >= 0 && at < members.Length)
            return ValueAt(members, at, frame);
        return Arguments.Length > 2 ? Arguments[2].Evaluate(frame) : null;
    }

    private object? ValueAt((object?[] Row, object?[] Keys)[] members, int at, RowFrame frame)
    {
        var before = frame.Values;
        frame.Values = members[at].Row;
        var value = Arguments[0].Evaluate(frame);
        frame.Values = before;
        return value;
    }
}
