using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Expressions;

/// <summary>A common table expression.</summary>
internal sealed class CommonTable(CommonTableExpression expression, BindingScope scope)
{
    private bool isBinding;

    internal CommonTableExpression Expression { get; } = expression;

    /// <summary>The scope it was written in: what its own query can see.</summary>
    internal BindingScope Scope { get; } = scope;

    /// <summary>While its recursive part is bound: its columns, and the rows that the last round made.</summary>
    internal RecursiveRows? Recursion { get; set; }

    /// <summary>
    /// Binds it while those behind it in the WITH clause are not to be seen (page WITH common_table_expression: forward referencing is not allowed). Throws
    /// 252 when it needs itself for that.
    /// </summary>
    internal T Binding<T>(Func<T> bind)
    {
        if (isBinding)
            throw MessageCatalog.Error(252, Expression.ExpressionName.Value);
        isBinding = true;
        var last = Scope.LastVisible;
        Scope.LastVisible = this;
        try
        {
            return bind();
        }
        finally
        {
            isBinding = false;
            Scope.LastVisible = last;
        }
    }

    /// <summary>Its place in the WITH clause.</summary>
    internal int Index { get; init; }
}

/// <summary>The rows a recursive common table expression stands on.</summary>
internal sealed class RecursiveRows(IReadOnlyList<QueryColumn> columns)
{
    internal IReadOnlyList<QueryColumn> Columns { get; } = columns;

    internal IReadOnlyList<object?[]> Current { get; set; } = [];
}
