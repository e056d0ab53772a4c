using BizTalkDR.Sandbox.Language.Running;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Expressions;

/// <summary>A common table expression.</summary>
internal sealed class CommonTable(CommonTableExpression expression, BindingScope scope)
{
    internal CommonTableExpression Expression { get; } = expression;

    /// <summary>The scope it was written in: what its own query can see.</summary>
    internal BindingScope Scope { get; } = scope;

    /// <summary>While its recursive part is bound: its columns, and the rows that the last round made.</summary>
    internal RecursiveRows? Recursion { get; set; }
}

/// <summary>The rows a recursive common table expression stands on.</summary>
internal sealed class RecursiveRows(IReadOnlyList<QueryColumn> columns)
{
    internal IReadOnlyList<QueryColumn> Columns { get; } = columns;

    internal IReadOnlyList<object?[]> Current { get; set; } = [];
}
