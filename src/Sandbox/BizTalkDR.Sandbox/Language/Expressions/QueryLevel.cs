using BizTalkDR.Sandbox.Language.Running;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Expressions;

/// <summary>The groups of a query level, as its expressions see them.</summary>
internal interface IGroupedLevel
{
    /// <summary>Whether the query groups by this very expression.</summary>
    bool IsKey(ScalarExpression expression);

    /// <summary>Binds an expression that the query groups by: columns may stand in it.</summary>
    Bound BindKey(Func<Bound> bind);

    /// <summary>Binds an aggregate.</summary>
    Bound BindAggregate(FunctionCall call, ExpressionBinder binder);

    /// <summary>Throws 8120 for a column outside an aggregate that is not grouped by.</summary>
    void CheckColumn(int slot, string name);
}

/// <summary>The windows of a query level, as its expressions see them.</summary>
internal interface IWindowedLevel
{
    /// <summary>Binds a window function.</summary>
    Bound Bind(FunctionCall call, ExpressionBinder binder);
}
