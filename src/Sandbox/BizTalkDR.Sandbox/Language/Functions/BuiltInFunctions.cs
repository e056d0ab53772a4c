using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Language.Functions;

/// <summary>A built-in function of the language that needs the types of its arguments.</summary>
/// <param name="Minimum">Fewest arguments.</param>
/// <param name="Maximum">Most arguments.</param>
/// <param name="Make">Makes the call ready to run.</param>
internal sealed record BuiltInFunction(int Minimum, int Maximum, Func<Bound[], StatementContext, Bound> Make);

/// <summary>The language's own functions: strings, dates, numbers, conversion. They are the same in every instance.</summary>
internal static class BuiltInFunctions
{
    private static readonly Dictionary<string, BuiltInFunction> Functions = Collect();

    internal static bool Knows(string name) => Functions.ContainsKey(name);

    internal static Bound Bind(string name, Bound[] arguments, StatementContext context)
    {
        var function = Functions[name];
        Arguments.CheckCount(name, arguments.Length, function.Minimum, function.Maximum);
        return function.Make(arguments, context);
    }

    private static Dictionary<string, BuiltInFunction> Collect()
    {
        var functions = new Dictionary<string, BuiltInFunction>(StringComparer.OrdinalIgnoreCase);
        StringFunctions.AddTo(functions);
        DateFunctions.AddTo(functions);
        MiscellaneousFunctions.AddTo(functions);
        return functions;
    }
}

/// <summary>Short ways to write functions whose result is NULL as soon as an argument is.</summary>
internal static class FunctionHelpers
{
    internal static readonly SqlType Text = SqlType.NVarChar(SqlType.Max);

    /// <summary>One argument converted to a type.</summary>
    internal static void AddUnary<T>(
        this Dictionary<string, BuiltInFunction> functions,
        string name,
        SqlType argument,
        SqlType result,
        Func<T, object?> apply
    ) =>
        functions.Add(
            name,
            new BuiltInFunction(
                1,
                1,
                (arguments, _) =>
                {
                    var value = arguments[0].As(argument).Evaluate;
                    return new Bound(result, frame => value(frame) is T given ? apply(given) : null)
                    {
                        IsNullable = arguments[0].IsNullable,
                    };
                }
            )
        );

    /// <summary>A text changed into a text of the same type.</summary>
    internal static void AddText(this Dictionary<string, BuiltInFunction> functions, string name, Func<string, string> change) =>
        functions.Add(
            name,
            new BuiltInFunction(
                1,
                1,
                (arguments, _) =>
                {
                    var text = AsText(arguments[0]);
                    return new Bound(Variable(text.Type), frame => text.Evaluate(frame) is string value ? change(value) : null)
                    {
                        IsNullable = text.IsNullable,
                        Collation = text.Collation,
                    };
                }
            )
        );

    /// <summary>An argument as a string: what is no string is converted as CAST does.</summary>
    internal static Bound AsText(Bound bound) =>
        bound.IsNull ? bound.As(SqlType.VarChar(1))
        : bound.Type.IsString ? bound
        : bound.Type.Kind == SqlTypeKind.Variant || bound.Type.IsBinary ? bound.As(SqlType.NVarChar(4000))
        : bound.As(SqlType.VarChar(100));

    internal static Bound AsInt(Bound bound) => bound.As(SqlType.Int);

    /// <summary>varchar for char, nvarchar for nchar.</summary>
    internal static SqlType Variable(SqlType type) =>
        type.Kind switch
        {
            SqlTypeKind.Char => SqlType.VarChar(type.Length),
            SqlTypeKind.NChar => SqlType.NVarChar(type.Length),
            SqlTypeKind.Text => SqlType.VarChar(SqlType.Max),
            SqlTypeKind.NText or SqlTypeKind.Xml => SqlType.NVarChar(SqlType.Max),
            _ => type,
        };

    /// <summary>The same kind of string with the longest length it can have.</summary>
    internal static SqlType Widest(SqlType type) =>
        Variable(type) switch
        {
            { Length: SqlType.Max } max => max,
            { Kind: SqlTypeKind.NVarChar } => SqlType.NVarChar(4000),
            var other => other with { Length = 8000 },
        };
}
