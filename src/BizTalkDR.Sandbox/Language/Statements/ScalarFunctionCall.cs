using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Queries;
using BizTalkDR.Sandbox.Storage;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements;

/// <summary>A call of a scalar function written in T-SQL.</summary>
internal sealed class ScalarFunctionCall(StatementContext caller, Database database, ModuleDefinition module)
{
    private readonly FunctionStatementBody body = ModuleText.Function(module);

    internal Bound Bind(ExpressionBinder binder, IList<ScalarExpression> parameters)
    {
        var type = caller.ResolveType(((ScalarFunctionReturnType)body.ReturnType).DataType);
        var arguments = FunctionArguments.Bind(binder, module, body, parameters);
        return new Bound(type, frame => Run(arguments, frame, type));
    }

    private object? Run(IReadOnlyList<Bound?> arguments, RowFrame frame, SqlType type)
    {
        var context = FunctionArguments.Enter(caller, module, type);
        var given = FunctionArguments.Evaluate(arguments, frame);
        ProcedureScope.Run(
            context,
            database,
            module,
            () =>
            {
                ParameterBinding.Bind(context, module.Name, body.Parameters, given);
                StatementExecutor.RunAll(context, body.StatementList.Statements);
            }
        );
        return context.ReturnValue;
    }
}

/// <summary>A call of a table-valued function written in T-SQL.</summary>
internal sealed class TableFunctionCall(StatementContext caller, Database database, ModuleDefinition module)
{
    private readonly FunctionStatementBody body = ModuleText.Function(module);

    internal QueryPlan Bind(ExpressionBinder binder, IList<ScalarExpression> parameters)
    {
        var arguments = FunctionArguments.Bind(binder, module, body, parameters);
        return body.ReturnType is SelectFunctionReturnType inline
            ? BindInline(inline, arguments)
            : BindMultiStatement((TableValuedFunctionReturnType)body.ReturnType, arguments);
    }

    private QueryPlan BindInline(SelectFunctionReturnType inline, IReadOnlyList<Bound?> arguments)
    {
        var context = FunctionArguments.Enter(caller, module, SqlType.Int);
        var variables = body
            .Parameters.Select(parameter =>
                context.Declare(new Variable(parameter.VariableName.Value, context.ResolveType(parameter.DataType)))
            )
            .ToArray();
        var plan = new QueryBinder(context, new BindingScope(null) { Database = database }).Bind(inline.SelectStatement);
        return plan with { Rows = frame => Run(context, plan, variables, arguments, frame) };
    }

    private IReadOnlyList<object?[]> Run(
        StatementContext context,
        QueryPlan plan,
        Variable[] variables,
        IReadOnlyList<Bound?> arguments,
        RowFrame frame
    )
    {
        var given = FunctionArguments.Evaluate(arguments, frame);
        for (var i = 0; i < variables.Length; i++)
            variables[i].Value = given[i].IsDefault
                ? DefaultOf(context, i)
                : Assignments.Convert(given[i].Value, given[i].Type, variables[i].Type);
        // The plan was bound for these variables: it must run to its end before they change.
        var fresh = new QueryBinder(context, new BindingScope(null) { Database = database }).Bind(
            ((SelectFunctionReturnType)body.ReturnType).SelectStatement
        );
        return [.. fresh.Rows(RowFrame.Empty)];
    }

    private object? DefaultOf(StatementContext context, int parameter) =>
        body.Parameters[parameter].Value is { } value
            ? context.Evaluate(value, context.ResolveType(body.Parameters[parameter].DataType))
            : null;

    private QueryPlan BindMultiStatement(TableValuedFunctionReturnType returns, IReadOnlyList<Bound?> arguments)
    {
        var declared = returns.DeclareTableVariableBody;
        var definition = TableBuilder.Build(caller, database, declared.VariableName.Value, "dbo", declared.Definition, -1);
        return new QueryPlan(SourceBinder.ColumnsOf(definition, database), frame => RunMultiStatement(definition, arguments, frame));
    }

    private IEnumerable<object?[]> RunMultiStatement(Storage.TableDefinition definition, IReadOnlyList<Bound?> arguments, RowFrame frame)
    {
        var context = FunctionArguments.Enter(caller, module, SqlType.Int);
        var table = new Table(null, definition);
        var given = FunctionArguments.Evaluate(arguments, frame);
        ProcedureScope.Run(
            context,
            database,
            module,
            () =>
            {
                ParameterBinding.Bind(context, module.Name, body.Parameters, given);
                context.Declare(new Variable(definition.Name, SqlType.Int) { Table = table });
                StatementExecutor.RunAll(context, body.StatementList.Statements);
            }
        );
        return table.Scan().Select(row => row.Values);
    }
}

/// <summary>Arguments of functions written in T-SQL.</summary>
internal static class FunctionArguments
{
    internal static IReadOnlyList<Bound?> Bind(
        ExpressionBinder binder,
        ModuleDefinition module,
        FunctionStatementBody body,
        IList<ScalarExpression> parameters
    )
    {
        if (parameters.Count < body.Parameters.Count)
            throw MessageCatalog.Error(313, $"{module.Schema}.{module.Name}");
        if (parameters.Count > body.Parameters.Count)
            throw MessageCatalog.ErrorWithState(8144, 3, $"{module.Schema}.{module.Name}");
        return [.. parameters.Select(parameter => parameter is DefaultLiteral ? null : binder.Bind(parameter))];
    }

    internal static CallArgument[] Evaluate(IReadOnlyList<Bound?> arguments, RowFrame frame) =>
        [
            .. arguments.Select(argument => new CallArgument
            {
                Name = "",
                Type = argument?.Type ?? SqlType.Int,
                Value = argument?.Evaluate(frame),
                IsDefault = argument is null,
            }),
        ];

    internal static StatementContext Enter(StatementContext caller, ModuleDefinition module, SqlType returnType) =>
        new(caller.Session, caller.Sink, caller.Attention, caller)
        {
            Text = module.Text,
            Module = module,
            ProcedureName = module.Name,
            NestLevel = ProcedureScope.NextLevel(caller),
            IsFunction = true,
            ReturnType = returnType,
        };
}
