using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Queries;

/// <summary>An equality that a join can look rows up by.</summary>
internal sealed record JoinKey(Func<RowFrame, object?> Left, Func<RowFrame, object?> Right, Collation Collation);

/// <summary>A join: by hashing when there is an equality between both sides, else each row with each.</summary>
internal sealed class JoinSource(RowSource left, RowSource right, QualifiedJoinType type, IReadOnlyList<JoinKey> keys, Predicate? condition)
    : RowSource
{
    private BuildSide? kept;

    internal override int Start => left.Start;

    internal override int End => right.End;

    internal override ulong Mask => left.Mask | right.Mask;

    internal override bool IsStable => left.IsStable && right.IsStable;

    private bool KeepsLeft => type is QualifiedJoinType.LeftOuter or QualifiedJoinType.FullOuter;

    private bool KeepsRight => type is QualifiedJoinType.RightOuter or QualifiedJoinType.FullOuter;

    internal override IEnumerable<object?[]> Rows(RowFrame current)
    {
        var build = kept ?? new BuildSide(right.Rows(current), keys, current.Outer);
        if (right.IsStable)
            kept = build;
        var matched = KeepsRight ? new bool[build.Rows.Length] : null;
        var frame = new RowFrame([], current.Outer);
        var width = 0;
        foreach (var row in left.Rows(current))
        {
            width = row.Length;
            var isMatched = false;
            foreach (var candidate in build.Find(row, frame))
            {
                var merged = Merge(row, build.Rows[candidate], right);
                frame.Values = merged;
                if (condition is not null && condition(frame) != true)
                    continue;
                isMatched = true;
                matched?[candidate] = true;
                yield return merged;
            }
            if (!isMatched && KeepsLeft)
                yield return row;
        }
        for (var i = 0; i < (matched?.Length ?? 0); i++)
            if (!matched![i])
                yield return build.Rows[i];
    }

    private sealed class BuildSide
    {
        private readonly IReadOnlyList<JoinKey> keys;
        private readonly Dictionary<object?[], List<int>>? byKey;

        internal BuildSide(IEnumerable<object?[]> rows, IReadOnlyList<JoinKey> keys, RowFrame? outer)
        {
            this.keys = keys;
            Rows = [.. rows];
            if (keys.Count == 0)
                return;
            byKey = new Dictionary<object?[], List<int>>(new RowEquality([.. keys.Select(key => key.Collation)]));
            var frame = new RowFrame([], outer);
            for (var i = 0; i < Rows.Length; i++)
            {
                frame.Values = Rows[i];
                if (Key(frame, isLeft: false) is not { } key)
                    continue;
                if (!byKey.TryGetValue(key, out var list))
                    byKey.Add(key, list = []);
                list.Add(i);
            }
        }

        internal object?[][] Rows { get; }

        internal IEnumerable<int> Find(object?[] row, RowFrame frame)
        {
            if (byKey is null)
                return Enumerable.Range(0, Rows.Length);
            frame.Values = row;
            return Key(frame, isLeft: true) is { } key && byKey.TryGetValue(key, out var list) ? list : [];
        }

        /// <summary>The key's values, or null when one is NULL and so equals nothing.</summary>
        private object?[]? Key(RowFrame frame, bool isLeft)
        {
            var values = new object?[keys.Count];
            for (var i = 0; i < values.Length; i++)
                if ((values[i] = (isLeft ? keys[i].Left : keys[i].Right)(frame)) is null)
                    return null;
            return values;
        }
    }
}

/// <summary>CROSS APPLY and OUTER APPLY: the right side runs anew for every row of the left.</summary>
internal sealed class ApplySource(RowSource left, RowSource right, bool isOuter) : RowSource
{
    internal override int Start => left.Start;

    internal override int End => right.End;

    internal override ulong Mask => left.Mask | right.Mask;

    internal override bool IsStable => false;

    internal override IEnumerable<object?[]> Rows(RowFrame current)
    {
        foreach (var row in left.Rows(current))
        {
            var isMatched = false;
            foreach (var match in right.Rows(new RowFrame(row, current.Outer)))
            {
                isMatched = true;
                yield return Merge(row, match, right);
            }
            if (!isMatched && isOuter)
                yield return row;
        }
    }
}
