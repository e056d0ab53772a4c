using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Queries;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Language.Statements.Tables;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Modules;

/// <summary>A call of a table-valued function written in T-SQL.</summary>
internal sealed class TableFunctionCall(StatementContext caller, Database database, ModuleDefinition module)
    : ModuleFunctionCall(caller, database, module)
{
    internal QueryPlan Bind(ExpressionBinder binder, IList<ScalarExpression> parameters)
    {
        var arguments = BindArguments(binder, parameters);
        return Body.ReturnType is SelectFunctionReturnType inline
            ? BindInline(inline, arguments)
            : BindMultiStatement((TableValuedFunctionReturnType)Body.ReturnType, arguments);
    }

    private QueryPlan BindInline(SelectFunctionReturnType inline, IReadOnlyList<Bound?> arguments)
    {
        var context = Enter(SqlType.Int);
        var variables = Body
            .Parameters.Select(parameter =>
                context.Declare(new Variable(parameter.VariableName.Value, context.ResolveType(parameter.DataType)))
            )
            .ToArray();
        return PlanOf(context, inline) with { Rows = frame => RunInline(context, inline, variables, arguments, frame) };
    }

    private IReadOnlyList<object?[]> RunInline(
        StatementContext context,
        SelectFunctionReturnType inline,
        Variable[] variables,
        IReadOnlyList<Bound?> arguments,
        RowFrame frame
    )
    {
        var given = Evaluate(arguments, frame);
        for (var i = 0; i < variables.Length; i++)
            variables[i].Value = given[i].IsDefault
                ? DefaultOf(context, i)
                : AssignmentConversion.Convert(given[i].Value, given[i].Type, variables[i].Type);
        // The plan was bound for these variables: it must run to its end before they change.
        return [.. PlanOf(context, inline).Rows(RowFrame.Empty)];
    }

    private QueryPlan PlanOf(StatementContext context, SelectFunctionReturnType inline) =>
        new QueryBinder(context, new BindingScope(null) { Database = Database }).Bind(inline.SelectStatement);

    private object? DefaultOf(StatementContext context, int parameter) =>
        Body.Parameters[parameter].Value is { } value
            ? context.Evaluate(value, context.ResolveType(Body.Parameters[parameter].DataType))
            : null;

    private QueryPlan BindMultiStatement(TableValuedFunctionReturnType returns, IReadOnlyList<Bound?> arguments)
    {
        var declared = returns.DeclareTableVariableBody;
        var definition = TableBuilder.Build(Caller, Database, declared.VariableName.Value, "dbo", declared.Definition, -1);
        return new QueryPlan(SourceBinder.ColumnsOf(definition, Database), frame => RunMultiStatement(definition, arguments, frame));
    }

    private IEnumerable<object?[]> RunMultiStatement(
        BizTalkDR.Sandbox.Storage.Definitions.TableDefinition definition,
        IReadOnlyList<Bound?> arguments,
        RowFrame frame
    )
    {
        var table = new Table(null, definition);
        Run(SqlType.Int, arguments, frame, context => context.Declare(new Variable(definition.Name, SqlType.Int) { Table = table }));
        return table.Scan().Select(row => row.Values);
    }
}
