using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Expressions;

/// <summary>
/// What an expression or a FROM clause can hold of what is built on expressions itself: queries, and functions written in T-SQL. The rooms above put it
/// there.
/// </summary>
/// <param name="BindQuery">Binds a query inside an expression.</param>
/// <param name="BindScalarFunction">Binds a call of a scalar function written in T-SQL.</param>
/// <param name="BindTableFunction">Binds a call of a table-valued function written in T-SQL.</param>
internal sealed record InnerPrograms(
    Func<StatementContext, BindingScope?, QueryExpression, QueryPlan> BindQuery,
    Func<ExpressionBinder, Database, ModuleDefinition, IList<ScalarExpression>, Bound> BindScalarFunction,
    Func<ExpressionBinder, Database, ModuleDefinition, IList<ScalarExpression>, QueryPlan> BindTableFunction
);
