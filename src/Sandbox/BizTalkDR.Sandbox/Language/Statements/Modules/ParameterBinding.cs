using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Expressions;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Statements.Modules;

/// <summary>Puts a call's arguments into the parameters of a procedure, and OUTPUT values back.</summary>
internal static class ParameterBinding
{
    internal static void Bind(
        StatementContext context,
        string procedure,
        IList<ProcedureParameter> parameters,
        IReadOnlyList<CallArgument> arguments
    )
    {
        var given = Match(procedure, parameters, arguments);
        for (var i = 0; i < parameters.Count; i++)
        {
            var parameter = parameters[i];
            var name = parameter.VariableName.Value;
            if (parameter.DataType is SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.Cursor })
            {
                context.Declare(new Variable(name, SqlType.Int) { IsCursor = true });
                continue;
            }
            var type = context.ResolveType(parameter.DataType);
            var variable = context.Declare(new Variable(name, type));
            if (given[i] is { IsDefault: false } argument)
                variable.Value = Converted(argument, type);
            else if (parameter.Value is not null)
                variable.Value = context.Evaluate(DefaultOf(parameter.Value), type);
            else
                throw MessageCatalog.ErrorWithState(201, 4, procedure, name);
        }
    }

    internal static void Return(StatementContext context, IList<ProcedureParameter> parameters, IReadOnlyList<CallArgument> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] is not { IsOutput: true, Return: { } give } argument)
                continue;
            var parameter =
                argument.Name.Length == 0
                    ? parameters.ElementAtOrDefault(i)
                    : parameters.FirstOrDefault(candidate => candidate.VariableName.Value.SameAs(argument.Name));
            if (parameter is not null && context.Variables.GetValueOrDefault(parameter.VariableName.Value) is { } variable)
                give(variable.Value, variable.Type);
        }
    }

    /// <summary>The argument for each parameter, null where none was given.</summary>
    private static CallArgument?[] Match(string procedure, IList<ProcedureParameter> parameters, IReadOnlyList<CallArgument> arguments)
    {
        var matched = new CallArgument?[parameters.Count];
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            var index = argument.Name.Length == 0 ? i : IndexOf(parameters, argument.Name);
            if (index < 0)
                throw parameters.Count == 0 ? MessageCatalog.Error(8146, procedure) : MessageCatalog.Error(8145, argument.Name, procedure);
            if (index >= parameters.Count)
                throw parameters.Count == 0 ? MessageCatalog.Error(8146, procedure) : MessageCatalog.ErrorWithState(8144, 2, procedure);
            if (matched[index] is not null)
                throw MessageCatalog.Error(8143, parameters[index].VariableName.Value);
            if (argument.IsOutput && parameters[index].Modifier != ParameterModifier.Output)
                throw MessageCatalog.ErrorWithState(8162, 2, parameters[index].VariableName.Value);
            matched[index] = argument;
        }
        return matched;
    }

    private static int IndexOf(IList<ProcedureParameter> parameters, string name)
    {
        for (var i = 0; i < parameters.Count; i++)
            if (parameters[i].VariableName.Value.SameAs(name))
                return i;
        return -1;
    }

    private static object? Converted(CallArgument argument, SqlType type)
    {
        try
        {
            return AssignmentConversion.Convert(argument.Value, argument.Type, type);
        }
        catch (SqlServerException error) when (error.Error.Number is 245 or 241 or 295 or 8169)
        {
            throw MessageCatalog.ErrorWithState(8114, 5, TypeNames.Name(argument.Type), TypeNames.Name(type));
        }
    }

    /// <summary>A bare word as a default is a string.</summary>
    private static ScalarExpression DefaultOf(ScalarExpression value) =>
        value is ColumnReferenceExpression { MultiPartIdentifier: { Count: 1 } name } ? new StringLiteral { Value = name[0].Value } : value;
}
