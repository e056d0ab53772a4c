using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Types;
using static BizTalkDR.Sandbox.Language.Functions.FunctionHelpers;

namespace BizTalkDR.Sandbox.Language.Functions;

/// <summary>ISNULL, CHOOSE, NEWID, HASHBYTES, FORMAT and the like.</summary>
internal static class MiscellaneousFunctions
{
    internal static void AddTo(Dictionary<string, BuiltInFunction> functions)
    {
        functions.Add("ISNULL", new BuiltInFunction(2, 2, (arguments, _) => IsNull(arguments)));
        functions.Add("CHOOSE", new BuiltInFunction(2, 255, (arguments, _) => Choose(arguments)));
        functions.Add(
            "NEWID",
            new BuiltInFunction(0, 0, (_, _) => new Bound(SqlType.UniqueIdentifier, _ => Guid.NewGuid()) { IsNullable = false })
        );
        functions.Add(
            "NEWSEQUENTIALID",
            new BuiltInFunction(0, 0, (_, _) => new Bound(SqlType.UniqueIdentifier, _ => Guid.CreateVersion7()) { IsNullable = false })
        );
        functions.Add("ISNUMERIC", new BuiltInFunction(1, 1, (arguments, _) => IsNumeric(arguments[0])));
        functions.Add("HASHBYTES", new BuiltInFunction(2, 2, (arguments, _) => HashBytes(arguments)));
        functions.Add("CHECKSUM", new BuiltInFunction(1, 255, (arguments, _) => Checksum(arguments)));
        functions.Add("BINARY_CHECKSUM", new BuiltInFunction(1, 255, (arguments, _) => Checksum(arguments)));
        functions.Add("FORMAT", new BuiltInFunction(2, 3, (arguments, _) => Format(arguments)));
        functions.Add("SQL_VARIANT_PROPERTY", new BuiltInFunction(2, 2, (arguments, _) => VariantProperty(arguments)));
        functions.Add("FN_VARBINTOHEXSTR", new BuiltInFunction(1, 1, (arguments, _) => Hex(arguments[0], null, null, withPrefix: true)));
        functions.Add("FN_VARBINTOHEXSUBSTRING", new BuiltInFunction(4, 4, (arguments, _) => HexSubstring(arguments)));
        functions.Add("DATALENGTH", new BuiltInFunction(1, 1, (arguments, _) => DataLength(arguments[0])));
        functions.Add("COMPRESS", new BuiltInFunction(1, 1, (arguments, _) => Compress(arguments[0])));
    }

    private static Bound IsNull(Bound[] arguments)
    {
        if (arguments[0].IsNull)
            return arguments[1];
        var (first, second) = (arguments[0].Evaluate, arguments[1].As(arguments[0].Type).Evaluate);
        return new Bound(arguments[0].Type, frame => first(frame) ?? second(frame))
        {
            IsNullable = arguments[0].IsNullable && arguments[1].IsNullable,
            Collation = arguments[0].Collation,
        };
    }

    private static Bound Choose(Bound[] arguments)
    {
        var index = arguments[0].As(SqlType.Int);
        var type = Bound.CommonType(arguments.Skip(1));
        var choices = arguments.Skip(1).Select(argument => argument.As(type).Evaluate).ToArray();
        return new Bound(
            type,
            frame => index.Evaluate(frame) is int place && place >= 1 && place <= choices.Length ? choices[place - 1](frame) : null
        );
    }

    private static Bound IsNumeric(Bound argument)
    {
        if (TypeRules.IsNumber(argument.Type.Kind) && !argument.IsNull)
            return new Bound(SqlType.Int, frame => argument.Evaluate(frame) is null ? 0 : 1);
        if (!argument.Type.IsString)
            return Bound.Constant(SqlType.Int, 0);
        return new Bound(
            SqlType.Int,
            frame =>
            {
                if (argument.Evaluate(frame) is not string text)
                    return 0;
                var plain = text.Trim();
                if (plain is "+" or "-" or "." or "$" or ",")
                    return 1;
                return
                    double.TryParse(
                        plain.Replace("$", "", StringComparison.Ordinal),
                        NumberStyles.Float | NumberStyles.AllowThousands,
                        CultureInfo.InvariantCulture,
                        out _
                    )
                    && !plain.Contains("nan", StringComparison.OrdinalIgnoreCase)
                    && !plain.Contains("inf", StringComparison.OrdinalIgnoreCase)
                    ? 1
                    : 0;
            }
        );
    }

    private static byte[] BytesOf(object value, SqlType type) =>
        value is string text
            ? (TypeRules.IsUnicode(type.Kind) ? Encoding.Unicode : Encoding.Latin1).GetBytes(text)
            : (byte[])Conversion.Convert(value, type, SqlType.VarBinary(SqlType.Max))!;

    private static Bound HashBytes(Bound[] arguments)
    {
        var (algorithm, input) = (arguments[0].As(SqlType.NVarChar(20)), arguments[1]);
        return new Bound(
            SqlType.VarBinary(8000),
            frame =>
            {
                if (algorithm.Evaluate(frame) is not string name || input.Evaluate(frame) is not { } value)
                    return null;
                var bytes = BytesOf(value, input.Type);
                return name.ToUpperInvariant() switch
                {
                    "MD5" => MD5.HashData(bytes),
                    "SHA" or "SHA1" => SHA1.HashData(bytes),
                    "SHA2_256" => SHA256.HashData(bytes),
                    "SHA2_512" => SHA512.HashData(bytes),
                    _ => null,
                };
            }
        );
    }

    private static Bound Checksum(Bound[] arguments) =>
        new(
            SqlType.Int,
            frame =>
            {
                var checksum = 0;
                foreach (var argument in arguments)
                {
                    var value = argument.Evaluate(frame);
                    var bytes =
                        value is null ? []
                        : value is string text ? Encoding.Unicode.GetBytes(text.TrimEnd(' ').ToUpperInvariant())
                        : BytesOf(value, argument.Type);
                    var part = bytes.Aggregate(unchecked((int)2166136261), (hash, b) => unchecked((hash ^ b) * 16777619));
                    checksum = (int)System.Numerics.BitOperations.RotateLeft((uint)checksum, 4) ^ part;
                }
                return checksum;
            }
        )
        {
            IsNullable = false,
        };

    private static Bound Format(Bound[] arguments)
    {
        var (value, format) = (arguments[0], arguments[1].As(SqlType.NVarChar(4000)));
        var culture = arguments.Length > 2 ? arguments[2].As(SqlType.NVarChar(20)) : null;
        if (value.Type.IsString)
            throw MessageCatalog.Error(8116, TypeNames.Name(value.Type), 1, "format");
        return new Bound(
            SqlType.NVarChar(4000),
            frame =>
            {
                if (value.Evaluate(frame) is not IFormattable formattable || format.Evaluate(frame) is not string pattern)
                    return null;
                var language = culture?.Evaluate(frame) is string name
                    ? CultureInfo.GetCultureInfo(name)
                    : CultureInfo.GetCultureInfo("en-US");
                try
                {
                    return formattable.ToString(pattern, language);
                }
                catch (FormatException)
                {
                    return null;
                }
            }
        );
    }

    private static Bound VariantProperty(Bound[] arguments)
    {
        var (value, property) = (arguments[0], arguments[1].As(SqlType.NVarChar(128)));
        return new Bound(
            SqlType.Variant,
            frame =>
            {
                if (value.Evaluate(frame) is not { } given || property.Evaluate(frame) is not string name)
                    return null;
                var type = value.Type.Kind == SqlTypeKind.Variant ? TypeRules.TypeOf(given) : value.Type;
                return name.ToUpperInvariant() switch
                {
                    "BASETYPE" => TypeNames.Name(type),
                    "PRECISION" => (int)TypeRules.AsDecimal(type).Precision,
                    "SCALE" => (int)type.Scale,
                    "MAXLENGTH" => TypeRules.IsUnicode(type.Kind) ? type.Length * 2 : type.Length,
                    "COLLATION" => type.IsString ? value.Collation.Name : null,
                    _ => (object?)null,
                };
            }
        );
    }

    private static Bound HexSubstring(Bound[] arguments)
    {
        var prefix = arguments[0].As(SqlType.Bit);
        var (from, count) = (AsInt(arguments[2]), AsInt(arguments[3]));
        var with = Hex(arguments[1], from, count, withPrefix: true);
        var without = Hex(arguments[1], from, count, withPrefix: false);
        return new Bound(with.Type, frame => (prefix.Evaluate(frame) is false ? without : with).Evaluate(frame));
    }

    private static Bound Hex(Bound argument, Bound? from, Bound? count, bool withPrefix)
    {
        var binary = argument.As(SqlType.VarBinary(SqlType.Max));
        return new Bound(
            SqlType.NVarChar(SqlType.Max),
            frame =>
            {
                if (binary.Evaluate(frame) is not byte[] bytes)
                    return null;
                var first = Math.Max(1, from?.Evaluate(frame) as int? ?? 1) - 1;
                var length = count?.Evaluate(frame) as int? ?? 0;
                var part = bytes.Skip(first).Take(length <= 0 ? int.MaxValue : length).ToArray();
                return (withPrefix ? "0x" : "") + Convert.ToHexString(part).ToLowerInvariant();
            }
        );
    }

    private static Bound DataLength(Bound argument)
    {
        var type = argument.Type.Length == SqlType.Max ? SqlType.BigInt : SqlType.Int;
        return new Bound(
            type,
            frame => argument.Evaluate(frame) is { } value ? StringFunctions.Sized(SizeOf(value, argument.Type), type) : null
        );
    }

    private static int SizeOf(object value, SqlType type)
    {
        if (type.Kind == SqlTypeKind.Variant)
            type = TypeRules.TypeOf(value);
        return value switch
        {
            string text => TypeRules.IsUnicode(type.Kind) ? text.Length * 2 : text.Length,
            byte[] bytes => bytes.Length,
            bool or byte => 1,
            short => 2,
            int or float => 4,
            Guid => 16,
            decimal when type.Kind == SqlTypeKind.Decimal => type.Precision switch
            {
                <= 9 => 5,
                <= 19 => 9,
                <= 28 => 13,
                _ => 17,
            },
            DateTime when type.Kind == SqlTypeKind.Date => 3,
            DateTime when type.Kind == SqlTypeKind.SmallDateTime => 4,
            DateTimeOffset => 10,
            TimeSpan => 5,
            _ => 8,
        };
    }

    private static Bound Compress(Bound argument) =>
        new(
            SqlType.VarBinary(SqlType.Max),
            frame =>
            {
                if (argument.Evaluate(frame) is not { } value)
                    return null;
                using var packed = new MemoryStream();
                using (var zip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest))
                    zip.Write(BytesOf(value, argument.Type));
                return packed.ToArray();
            }
        );
}
