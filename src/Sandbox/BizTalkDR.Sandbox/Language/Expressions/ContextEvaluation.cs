using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Expressions;

/// <summary>Expressions outside any query, for a running batch or procedure.</summary>
internal static class ContextEvaluation
{
    /// <summary>The value of an expression outside any query.</summary>
    internal static object? Evaluate(this StatementContext context, ScalarExpression expression) =>
        context.Bind(expression).Evaluate(RowFrame.Empty);

    /// <summary>The value of an expression, converted as an assignment converts it.</summary>
    internal static object? Evaluate(this StatementContext context, ScalarExpression expression, SqlType type)
    {
        var bound = context.Bind(expression);
        return AssignmentConversion.Convert(bound.Evaluate(RowFrame.Empty), bound, type);
    }

    /// <summary>The value as text, null for NULL.</summary>
    internal static string? EvaluateText(this StatementContext context, ScalarExpression expression) =>
        (string?)context.Evaluate(expression, SqlType.NVarChar(SqlType.Max));

    internal static bool? Evaluate(this StatementContext context, BooleanExpression condition)
    {
        if (!context.BoundConditions.TryGetValue(condition, out var predicate))
        {
            var binder = new ExpressionBinder(context, null);
            predicate = binder.Bind(condition);
            if (!binder.HasSubquery)
                context.BoundConditions.Add(condition, predicate);
        }
        return predicate(RowFrame.Empty);
    }

    /// <summary>Binds an expression outside any query; what holds no subquery is bound once for the whole run.</summary>
    internal static Bound Bind(this StatementContext context, ScalarExpression expression)
    {
        if (context.BoundExpressions.TryGetValue(expression, out var known))
            return known;
        var binder = new ExpressionBinder(context, null);
        var bound = binder.Bind(expression);
        if (!binder.HasSubquery)
            context.BoundExpressions.Add(expression, bound);
        return bound;
    }
}
