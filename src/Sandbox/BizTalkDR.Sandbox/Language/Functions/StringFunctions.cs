using System.Globalization;
using System.Text;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Language.Running;
using BizTalkDR.Sandbox.Types;
using static BizTalkDR.Sandbox.Language.Functions.FunctionHelpers;

namespace BizTalkDR.Sandbox.Language.Functions;

/// <summary>Functions that make strings out of strings.</summary>
internal static class StringFunctions
{
    internal static void AddTo(Dictionary<string, BuiltInFunction> functions)
    {
        functions.AddText("UPPER", text => text.ToUpperInvariant());
        functions.AddText("UCASE", text => text.ToUpperInvariant());
        functions.AddText("LOWER", text => text.ToLowerInvariant());
        functions.AddText("LCASE", text => text.ToLowerInvariant());
        functions.AddText("LTRIM", text => text.TrimStart(' '));
        functions.AddText("RTRIM", text => text.TrimEnd(' '));
        functions.AddText("TRIM", text => text.Trim(' '));
        functions.AddText("REVERSE", Reverse);
        functions.AddUnary<int>("SPACE", SqlType.Int, SqlType.VarChar(8000), count => count < 0 ? null : new string(' ', count));
        functions.AddUnary<int>(
            "CHAR",
            SqlType.Int,
            SqlType.Char(1),
            code => code is < 0 or > 255 ? null : Encoding.Latin1.GetString([(byte)code])
        );
        functions.AddUnary<int>("NCHAR", SqlType.Int, SqlType.NChar(1), code => code is < 0 or > 65535 ? null : ((char)code).ToString());
        functions.AddUnary<string>(
            "ASCII",
            Text,
            SqlType.Int,
            text => text.Length == 0 ? null : (int)Encoding.Latin1.GetBytes(text[..1])[0]
        );
        functions.AddUnary<string>("UNICODE", Text, SqlType.Int, text => text.Length == 0 ? null : (int)text[0]);
        functions.Add("LEN", new BuiltInFunction(1, 1, (arguments, _) => Length(arguments[0])));
        functions.Add("LEFT", new BuiltInFunction(2, 2, (arguments, _) => Ends(arguments, (text, count) => text[..count])));
        functions.Add("RIGHT", new BuiltInFunction(2, 2, (arguments, _) => Ends(arguments, (text, count) => text[^count..])));
        functions.Add("SUBSTRING", new BuiltInFunction(3, 3, (arguments, _) => Substring(arguments)));
        functions.Add("REPLACE", new BuiltInFunction(3, 3, (arguments, _) => Replace(arguments)));
        functions.Add("REPLICATE", new BuiltInFunction(2, 2, (arguments, _) => Replicate(arguments)));
        functions.Add("STUFF", new BuiltInFunction(4, 4, (arguments, _) => Stuff(arguments)));
        functions.Add("CONCAT", new BuiltInFunction(2, 254, (arguments, _) => Concat(arguments, null)));
        functions.Add("CONCAT_WS", new BuiltInFunction(3, 254, (arguments, _) => Concat(arguments[1..], arguments[0])));
        functions.Add("QUOTENAME", new BuiltInFunction(1, 2, (arguments, _) => QuoteName(arguments)));
        functions.Add("PARSENAME", new BuiltInFunction(2, 2, (arguments, _) => ParseName(arguments)));
        functions.Add("STR", new BuiltInFunction(1, 3, (arguments, _) => Str(arguments)));
        functions.Add("TRANSLATE", new BuiltInFunction(3, 3, (arguments, _) => Translate(arguments)));
        functions.Add("STRING_ESCAPE", new BuiltInFunction(2, 2, (arguments, _) => Escape(arguments)));
    }

    private static string Reverse(string text)
    {
        var characters = text.ToCharArray();
        Array.Reverse(characters);
        return new string(characters);
    }

    private static Bound Length(Bound argument)
    {
        if (argument.Type.IsBinary)
            return new Bound(SqlType.Int, frame => argument.Evaluate(frame) is byte[] bytes ? bytes.Length : null);
        var text = AsText(argument);
        var type = text.Type.Length == SqlType.Max ? SqlType.BigInt : SqlType.Int;
        return new Bound(type, frame => text.Evaluate(frame) is string value ? Sized(value.TrimEnd(' ').Length, type) : null)
        {
            IsNullable = argument.IsNullable,
        };
    }

    internal static object Sized(int number, SqlType type) => type.Kind == SqlTypeKind.BigInt ? (long)number : number;

    private static Bound Ends(Bound[] arguments, Func<string, int, string> cut)
    {
        var (text, count) = (AsText(arguments[0]), AsInt(arguments[1]));
        return new Bound(
            Variable(text.Type),
            frame =>
            {
                if (text.Evaluate(frame) is not string value || count.Evaluate(frame) is not int wanted)
                    return null;
                return wanted < 0 ? throw MessageCatalog.Error(537) : cut(value, Math.Min(wanted, value.Length));
            }
        )
        {
            Collation = text.Collation,
        };
    }

    private static Bound Substring(Bound[] arguments)
    {
        var (from, count) = (arguments[1].As(SqlType.BigInt), arguments[2].As(SqlType.BigInt));
        if (arguments[0].Type.IsBinary)
            return new Bound(
                arguments[0].Type with
                {
                    Kind = SqlTypeKind.VarBinary,
                },
                frame =>
                    arguments[0].Evaluate(frame) is byte[] bytes
                    && from.Evaluate(frame) is long start
                    && count.Evaluate(frame) is long length
                        ? Slice(bytes.Length, start, length) is var (first, last)
                            ? bytes[first..last]
                            : []
                        : null
            );
        var text = AsText(arguments[0]);
        return new Bound(
            Variable(text.Type),
            frame =>
                text.Evaluate(frame) is string value && from.Evaluate(frame) is long start && count.Evaluate(frame) is long length
                    ? Slice(value.Length, start, length) is var (first, last)
                        ? value[first..last]
                        : ""
                    : null
        )
        {
            Collation = text.Collation,
            IsNullable = text.IsNullable,
        };
    }

    private static (int First, int Last)? Slice(int total, long start, long length)
    {
        if (length < 0)
            throw MessageCatalog.Error(537);
        var last = Math.Min(total, start - 1 + length);
        var first = Math.Max(0, start - 1);
        return first < last ? ((int)first, (int)last) : null;
    }

    private static Bound Replace(Bound[] arguments)
    {
        var texts = Array.ConvertAll(arguments, AsText);
        var collation = texts[0].Collation;
        var type = texts.Any(text => TypeRules.IsUnicode(text.Type.Kind))
            ? SqlType.NVarChar(texts[0].Type.Length == SqlType.Max ? SqlType.Max : 4000)
            : Widest(texts[0].Type);
        return new Bound(
            type,
            frame =>
            {
                if (
                    texts[0].Evaluate(frame) is not string value
                    || texts[1].Evaluate(frame) is not string wanted
                    || texts[2].Evaluate(frame) is not string replacement
                )
                    return null;
                return wanted.Length == 0 ? value : value.Replace(wanted, replacement, collation.Comparison);
            }
        )
        {
            Collation = collation,
        };
    }

    private static Bound Replicate(Bound[] arguments)
    {
        var (text, count) = (AsText(arguments[0]), AsInt(arguments[1]));
        var type = Widest(text.Type);
        var limit = type.Length == SqlType.Max ? int.MaxValue : type.Length;
        return new Bound(
            type,
            frame =>
            {
                if (text.Evaluate(frame) is not string value || count.Evaluate(frame) is not int times || times < 0)
                    return null;
                if (value.Length == 0)
                    return "";
                var repeated = new StringBuilder().Insert(0, value, (int)Math.Min(times, (limit / (long)value.Length) + 1)).ToString();
                return repeated.Length > limit ? repeated[..limit] : repeated;
            }
        );
    }

    private static Bound Stuff(Bound[] arguments)
    {
        var (text, from, count, inserted) = (AsText(arguments[0]), AsInt(arguments[1]), AsInt(arguments[2]), AsText(arguments[3]));
        return new Bound(
            Widest(TypeRules.Common(text.Type, inserted.Type)),
            frame =>
            {
                if (
                    text.Evaluate(frame) is not string value
                    || from.Evaluate(frame) is not int start
                    || count.Evaluate(frame) is not int length
                )
                    return null;
                if (start < 1 || start > value.Length || length < 0)
                    return null;
                var removed = Math.Min(length, value.Length - start + 1);
                return value[..(start - 1)] + (string?)inserted.Evaluate(frame) + value[(start - 1 + removed)..];
            }
        );
    }

    private static Bound Concat(Bound[] arguments, Bound? separator)
    {
        var texts = Array.ConvertAll(arguments, AsText);
        var between = separator is null ? null : AsText(separator);
        var isUnicode = texts.Append(between ?? texts[0]).Any(text => TypeRules.IsUnicode(text.Type.Kind));
        var isMax = texts.Any(text => text.Type.Length == SqlType.Max);
        var length = isMax
            ? SqlType.Max
            : Math.Min(
                isUnicode ? 4000 : 8000,
                texts.Sum(text => Math.Max(1, text.Type.Length))
                    + (between is null ? 0 : (texts.Length - 1) * Math.Max(0, between.Type.Length))
            );
        return new Bound(
            isUnicode ? SqlType.NVarChar(length) : SqlType.VarChar(length),
            frame =>
                between is null
                    ? string.Concat(texts.Select(text => (string?)text.Evaluate(frame)))
                    : string.Join(
                        (string?)between.Evaluate(frame),
                        texts.Select(text => (string?)text.Evaluate(frame)).Where(part => part is not null)
                    )
        )
        {
            IsNullable = false,
        };
    }

    private static Bound QuoteName(Bound[] arguments)
    {
        var text = arguments[0].As(SqlType.NVarChar(SqlType.Max));
        var quote = arguments.Length > 1 ? arguments[1].As(SqlType.NVarChar(1)) : null;
        return new Bound(
            SqlType.NVarChar(258),
            frame =>
            {
                if (text.Evaluate(frame) is not string value || value.TrimEnd(' ').Length > 128)
                    return null;
                var mark = quote is null ? "[" : (string?)quote.Evaluate(frame) ?? "[";
                var (open, close) = mark switch
                {
                    "[" or "]" or "" => ('[', ']'),
                    "(" or ")" => ('(', ')'),
                    "<" or ">" => ('<', '>'),
                    "{" or "}" => ('{', '}'),
                    "'" or "\"" or "`" => (mark[0], mark[0]),
                    _ => ('\0', '\0'),
                };
                return open == '\0' ? null : open + value.Replace(close.ToString(), new string(close, 2), StringComparison.Ordinal) + close;
            }
        );
    }

    private static Bound ParseName(Bound[] arguments)
    {
        var (text, part) = (arguments[0].As(SqlType.NVarChar(4000)), AsInt(arguments[1]));
        return new Bound(
            SqlType.SysName,
            frame =>
            {
                if (text.Evaluate(frame) is not string value || part.Evaluate(frame) is not int wanted || wanted is < 1 or > 4)
                    return null;
                var parts = Parts(value);
                return parts is null || wanted > parts.Count || parts[^wanted].Length == 0 ? null : parts[^wanted];
            }
        );
    }

    private static List<string>? Parts(string name)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] is '[' or '"' && part.Length == 0)
            {
                var close = name[i] == '[' ? ']' : '"';
                for (i++; i < name.Length && (name[i] != close || (i + 1 < name.Length && name[i + 1] == close)); i++)
                {
                    part.Append(name[i]);
                    if (name[i] == close)
                        i++;
                }
            }
            else if (name[i] == '.')
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
                part.Append(name[i]);
        }
        parts.Add(part.ToString());
        return parts.Count > 4 ? null : parts;
    }

    private static Bound Str(Bound[] arguments)
    {
        var number = arguments[0].As(SqlType.Float);
        var length = arguments.Length > 1 ? AsInt(arguments[1]) : Bound.Constant(SqlType.Int, 10);
        var digits = arguments.Length > 2 ? AsInt(arguments[2]) : Bound.Constant(SqlType.Int, 0);
        return new Bound(
            SqlType.VarChar(8000),
            frame =>
            {
                if (
                    number.Evaluate(frame) is not double value
                    || length.Evaluate(frame) is not int width
                    || digits.Evaluate(frame) is not int decimals
                    || width < 0
                )
                    return null;
                var text = Math.Round(value, Math.Clamp(decimals, 0, 15), MidpointRounding.AwayFromZero)
                    .ToString("F" + Math.Clamp(decimals, 0, 16), CultureInfo.InvariantCulture);
                var point = text.IndexOf('.', StringComparison.Ordinal);
                if ((point < 0 ? text.Length : point) > width)
                    return new string('*', width);
                return text.Length > width ? text[..width] : text.PadLeft(width);
            }
        );
    }

    private static Bound Translate(Bound[] arguments)
    {
        var texts = Array.ConvertAll(arguments, AsText);
        return new Bound(
            texts[0].Type,
            frame =>
            {
                if (
                    texts[0].Evaluate(frame) is not string value
                    || texts[1].Evaluate(frame) is not string from
                    || texts[2].Evaluate(frame) is not string to
                )
                    return null;
                if (from.Length != to.Length)
                    throw MessageCatalog.Error(9828);
                return string.Concat(
                    value.Select(c => from.IndexOf(c, StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? to[at] : c)
                );
            }
        );
    }

    private static Bound Escape(Bound[] arguments)
    {
        var text = AsText(arguments[0]);
        return new Bound(
            SqlType.NVarChar(SqlType.Max),
            frame =>
                text.Evaluate(frame) is string value
                    ? System
                        .Text.Json.JsonEncodedText.Encode(value, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)
                        .ToString()
                    : null
        );
    }
}
