using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Parsing;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Language.Statements.Execution;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Modules;

/// <summary>A call of a function written in T-SQL.</summary>
internal abstract class ModuleFunctionCall(StatementContext caller, Database database, ModuleDefinition module)
{
    private protected StatementContext Caller { get; } = caller;

    private protected Database Database { get; } = database;

    private protected FunctionStatementBody Body { get; } = ModuleText.Function(module);

    private protected IReadOnlyList<Bound?> BindArguments(ExpressionBinder binder, IList<ScalarExpression> parameters)
    {
        if (parameters.Count < Body.Parameters.Count)
            throw MessageCatalog.Error(313, $"{module.Schema}.{module.Name}");
        if (parameters.Count > Body.Parameters.Count)
            throw MessageCatalog.ErrorWithState(8144, 3, $"{module.Schema}.{module.Name}");
        return [.. parameters.Select(parameter => parameter is DefaultLiteral ? null : binder.Bind(parameter))];
    }

    private protected static CallArgument[] Evaluate(IReadOnlyList<Bound?> arguments, RowFrame frame) =>
        [
            .. arguments.Select(argument => new CallArgument
            {
                Name = "",
                Type = argument?.Type ?? SqlType.Int,
                Value = argument?.Evaluate(frame),
                IsDefault = argument is null,
            }),
        ];

    private protected StatementContext Enter(SqlType returnType) =>
        new(Caller.Session, Caller.Sink, Caller.Attention, Caller)
        {
            Module = module,
            ProcedureName = module.Name,
            NestLevel = ProcedureScope.NextLevel(Caller),
            IsFunction = true,
            ReturnType = returnType,
        };

    /// <summary>Runs the statements of the body, with what else is to be declared beside the parameters.</summary>
    private protected StatementContext Run(
        SqlType returnType,
        IReadOnlyList<Bound?> arguments,
        RowFrame frame,
        Action<StatementContext>? declare = null
    )
    {
        var context = Enter(returnType);
        var given = Evaluate(arguments, frame);
        ProcedureScope.Run(
            context,
            Database,
            module,
            () =>
            {
                ParameterBinding.Bind(context, module.Name, Body.Parameters, given);
                declare?.Invoke(context);
                StatementExecutor.RunAll(context, Body.StatementList.Statements);
            }
        );
        return context;
    }
}
