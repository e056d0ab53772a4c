using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Types;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Language.Functions;

/// <summary>A function's argument values, converted implicitly to what the function takes.</summary>
internal static class Arguments
{
    private static readonly SqlType AnyText = SqlType.NVarChar(SqlType.Max);

    internal static string? Text(this IReadOnlyList<object?> values, int index) => (string?)To(values, index, AnyText);

    internal static int? Int(this IReadOnlyList<object?> values, int index) => (int?)To(values, index, SqlType.Int);

    internal static long? Long(this IReadOnlyList<object?> values, int index) => (long?)To(values, index, SqlType.BigInt);

    internal static double? Float(this IReadOnlyList<object?> values, int index) => (double?)To(values, index, SqlType.Float);

    internal static byte[]? Bytes(this IReadOnlyList<object?> values, int index) =>
        (byte[]?)To(values, index, SqlType.VarBinary(SqlType.Max));

    internal static DateTime? Date(this IReadOnlyList<object?> values, int index) =>
        index >= values.Count ? null
        : values[index] is DateTimeOffset offset ? offset.DateTime
        : (DateTime?)To(values, index, SqlType.DateTime2());

    /// <summary>The type of a text result: Unicode when the first argument is, of so many characters.</summary>
    internal static SqlType TextLike(IReadOnlyList<SqlType> types, int length = 0)
    {
        var isUnicode = types.Count > 0 && (TypeRules.IsUnicode(types[0].Kind) || types[0].Kind == SqlTypeKind.Variant);
        var limit = isUnicode ? 4000 : 8000;
        var wanted =
            length != 0 ? length
            : types.Count > 0 && types[0].IsString && types[0].Length != 0 ? types[0].Length
            : limit;
        var fitting = wanted == SqlType.Max ? SqlType.Max : Math.Clamp(wanted, 1, limit);
        return isUnicode ? SqlType.NVarChar(fitting) : SqlType.VarChar(fitting);
    }

    internal static bool IsMax(IReadOnlyList<SqlType> types, int index = 0) =>
        types[index].Length == SqlType.Max || types[index].Kind is SqlTypeKind.Text or SqlTypeKind.NText or SqlTypeKind.Xml;

    private static object? To(IReadOnlyList<object?> values, int index, SqlType type)
    {
        if (index >= values.Count || values[index] is not { } value)
            return null;
        return Conversion.Convert(value, TypeRules.TypeOf(value), type);
    }

    internal static SqlServerException BadLength(string function) => MessageCatalog.Error(537, function);
}
