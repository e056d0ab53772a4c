using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Types;

namespace BizTalkDR.Sandbox.Language.Functions;

/// <summary>A function's argument values, converted implicitly to what the function takes.</summary>
internal static class Arguments
{
    private static readonly SqlType AnyText = SqlType.NVarChar(SqlType.Max);

    internal static string? Text(this IReadOnlyList<object?> values, int index) => (string?)To(values, index, AnyText);

    internal static int? Int(this IReadOnlyList<object?> values, int index) => (int?)To(values, index, SqlType.Int);

    internal static double? Float(this IReadOnlyList<object?> values, int index) => (double?)To(values, index, SqlType.Float);

    internal static bool IsMax(IReadOnlyList<SqlType> types, int index = 0) =>
        types[index].Length == SqlType.Max || types[index].Kind is SqlTypeKind.Text or SqlTypeKind.NText or SqlTypeKind.Xml;

    /// <summary>Throws 174 or 189 when a function got too few arguments or too many.</summary>
    internal static void CheckCount(string name, int count, int minimum, int maximum)
    {
        if (count >= minimum && count <= maximum)
            return;
        throw minimum == maximum
            ? MessageCatalog.Error(174, name.ToLowerInvariant(), minimum)
            : MessageCatalog.Error(189, name.ToLowerInvariant(), minimum, maximum);
    }

    private static object? To(IReadOnlyList<object?> values, int index, SqlType type)
    {
        if (index >= values.Count || values[index] is not { } value)
            return null;
        return Conversion.Convert(value, TypeRules.TypeOf(value), type);
    }
}
