using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Functions;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Types;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace BizTalkDR.Sandbox.Language.Expressions;

/// <summary>Function calls: aggregates, window functions, built-in ones, the instance's, and functions written in T-SQL.</summary>
internal sealed partial class ExpressionBinder
{
    private static readonly HashSet<string> DatePartFunctions = new(StringComparer.OrdinalIgnoreCase)
    {
        "DATEADD",
        "DATEDIFF",
        "DATEDIFF_BIG",
        "DATEPART",
        "DATENAME",
    };

    private Bound BindCall(FunctionCall call)
    {
        var name = call.FunctionName.Value;
        if (call.OverClause is not null)
            return (Scope?.Windows ?? throw MessageCatalog.Error(4108)).Bind(call, this);
        if (call.CallTarget is null && AggregateNames.Contain(name))
            return (Scope?.Grouping ?? throw MessageCatalog.Error(147)).BindAggregate(call, this);
        if (call.CallTarget is ExpressionCallTarget xml)
            return XmlMethods.Bind(name, Bind(xml.Expression), call.Parameters, this);
        if (call.CallTarget is MultiPartIdentifierCallTarget target)
            return BindQualifiedCall(target.MultiPartIdentifier, name, call.Parameters);
        if (DatePartFunctions.Contains(name) && call.Parameters.Count > 0)
            return DateFunctions.Bind(name, DatePartOf(call.Parameters[0], name), BindAll([.. call.Parameters.Skip(1)]), Context);
        return CallNamed(name, BindAll(call.Parameters));
    }

    private static string DatePartOf(ScalarExpression expression, string function) =>
        expression is IdentifierLiteral name ? name.Value : throw MessageCatalog.Error(1023, 1, function.ToLowerInvariant());

    private Bound CallNamed(string name, Bound[] arguments) =>
        BuiltInFunctions.Knows(name) ? BuiltInFunctions.Bind(name, arguments, Context) : FindFunction(name, arguments);

    private Bound FindFunction(string name, Bound[] arguments)
    {
        var function =
            Context.Instance.Functions.Find(name) ?? throw MessageCatalog.ErrorWithState(195, 10, name, "built-in function name");
        Arguments.CheckCount(name, arguments.Length, function.MinimumArguments, function.MaximumArguments);
        var session = Context.Session;
        var evaluators = arguments.Select(argument => argument.Evaluate).ToArray();
        var type = function.ResultType([.. arguments.Select(argument => argument.Type)]);
        return new Bound(
            type,
            frame =>
            {
                var values = new object?[evaluators.Length];
                for (var i = 0; i < values.Length; i++)
                    values[i] = evaluators[i](frame);
                return Shaped(function.Evaluate(session, values), type);
            }
        );
    }

    /// <summary>master.dbo.fn_varbintohexstr and its kin live in dbo.</summary>
    private bool IsShippedFunction(string schema, string name) =>
        schema.SameAs("dbo")
        && name.StartsWith("fn_", StringComparison.OrdinalIgnoreCase)
        && (BuiltInFunctions.Knows(name) || Context.Instance.Functions.Find(name) is not null);

    /// <summary>A number that a function gave in another size than it declared.</summary>
    private static object? Shaped(object? value, SqlType type)
    {
        if (value is null || !TypeRules.IsNumber(type.Kind))
            return value;
        var given = TypeRules.TypeOf(value);
        return (given.Kind == type.Kind && type.Kind != SqlTypeKind.Decimal) || TypeRules.IsMoney(type.Kind)
            ? value
            : Conversion.Convert(value, given, type);
    }

    private Bound BindQualifiedCall(MultiPartIdentifier target, string name, IList<ScalarExpression> parameters)
    {
        var schema = target[target.Count - 1].Value;
        var database =
            target.Count > 1 && target[target.Count - 2].Value.Length > 0
                ? Context.Instance.FindDatabase(target[target.Count - 2].Value)
                : Context.Database;
        if (database is not null && database != Context.Database)
            DatabaseAccess.Check(database, Context.Session);
        var module = database?.Find(schema.Length == 0 ? "dbo" : schema, name) as ModuleDefinition;
        if (module is null && Context.SecondDatabase?.Find(schema, name) is ModuleDefinition second)
            (module, database) = (second, Context.SecondDatabase);
        if (module is { Kind: ModuleKind.ScalarFunction })
        {
            HasSubquery = true;
            return Inner.BindScalarFunction(this, database!, module, parameters);
        }
        if (schema.SameAs("sys") || IsShippedFunction(schema, name))
            return CallNamed(name, BindAll(parameters));
        throw MessageCatalog.Error(4121, schema, $"{schema}.{name}");
    }
}
