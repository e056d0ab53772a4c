namespace BizTalkDR.Sandbox.Language.Running;

/// <summary>A query made ready to run.</summary>
/// <param name="Columns">What it gives.</param>
/// <param name="Rows">The rows, out of the frame of the query around it.</param>
internal sealed record QueryPlan(IReadOnlyList<QueryColumn> Columns, Func<RowFrame, IEnumerable<object?[]>> Rows);
