using System.Collections;
using System.Globalization;
using System.Numerics;
using BizTalkDR.Backups.Headers;

namespace BizTalkDR.Backups.History;

/// <summary>
/// The properties of one header as somebody else wrote them: values are read whatever their type (numbers as text, BigInteger, objects that
/// print as a number, lists of one); DBNull, empty text and the text NULL, which tools write into CSV files, are nothing. What is there and can't be
/// what it should be is an error, never nothing: a wrong number would lead a restore astray.
/// </summary>
internal sealed class GivenRow : IHeaderValues
{
    private const int MostDigits = 25;

    private static readonly string[] NullTexts = ["NULL", "(NULL)", "<NULL>", "$NULL", @"\N"];
    private readonly Dictionary<string, object> values = new(StringComparer.OrdinalIgnoreCase);

    public GivenRow(IReadOnlyDictionary<string, object?> properties)
    {
        foreach (var pair in properties)
        {
            if (pair.Value is { } value and not DBNull)
                values[pair.Key] = value;
        }
    }

    /// <summary>The names of the properties that have a value.</summary>
    public IEnumerable<string> Names => values.Keys;

    /// <summary>The first of these properties that has a text.</summary>
    public string? Text(params string[] names) => Find(names)?.Text;

    /// <summary>A name as it stands there: a database may be called NULL.</summary>
    public string? Name(params string[] names)
    {
        foreach (var name in names)
        {
            if (values.TryGetValue(name, out var value) && Text(One(value)) is { Length: > 0 } text)
                return text;
        }
        return null;
    }

    /// <summary>All texts of the first of these properties that has any: a list, or one.</summary>
    public IReadOnlyList<string> Texts(params string[] names)
    {
        foreach (var name in names)
        {
            if (!values.TryGetValue(name, out var value))
                continue;
            var texts = (IsList(value) ? ((IEnumerable)value).Cast<object?>() : [value]).Select(Text).Where(IsTold).ToList();
            if (texts.Count > 0)
                return texts;
        }
        return [];
    }

    /// <summary>The objects in a list.</summary>
    public IEnumerable<object> Rows(string name) =>
        values.TryGetValue(name, out var value) ? (IsList(value) ? ((IEnumerable)value).Cast<object?>().OfType<object>() : [value]) : [];

    /// <summary>A whole number.</summary>
    /// <exception cref="FormatException">There is a value, but it is none, or it has lost digits.</exception>
    /// <exception cref="OverflowException">It is greater than any number here can be.</exception>
    public decimal? Number(params string[] names)
    {
        if (Find(names) is not var (name, value, text))
            return null;
        if (value is BigInteger big)
            return (decimal)big;
        // A double or a float has lost the digits of a log sequence number: SQL Server's have up to 25.
        if (value is double or float && Math.Abs(Convert.ToDouble(value, CultureInfo.InvariantCulture)) > 1L << 53)
            throw new FormatException($"{name} is a floating-point number, which can't hold all its digits; pass it as text");
        if (decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number))
            return number;
        throw new FormatException(
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) && text.IndexOfAny(['e', 'E']) > 0
                ? $"{name} was rounded to '{text}' on its way here, so its last digits are lost; pass it as text with all of them"
                : $"{name} is no whole number: '{text}'"
        );
    }

    /// <summary>A log sequence number.</summary>
    /// <exception cref="FormatException">There is a value, but it can't be one.</exception>
    public decimal? Lsn(params string[] names)
    {
        if (Number(names) is not { } number)
            return null;
        if (number < 0)
            throw new FormatException($"{Find(names)!.Value.Name} is {number}, and no log sequence number is below zero");
        if (Text(number).Length > MostDigits)
            throw new FormatException(
                $"{Find(names)!.Value.Name} has more than the {MostDigits} digits of a log sequence number: {number}"
            );
        return number;
    }

    /// <summary>A size: for estimates only, and dbatools prints its own as "1.5 GB", so one that is no number is none.</summary>
    public long? Bytes(params string[] names)
    {
        try
        {
            return (long?)Number(names);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Yes or no; false if nothing is said.</summary>
    /// <exception cref="FormatException">Something is said, but neither yes nor no.</exception>
    public bool Flag(params string[] names) =>
        Find(names) is var (name, _, text)
        && text.ToUpperInvariant() switch
        {
            "TRUE" or "1" or "YES" or "Y" => true,
            "FALSE" or "0" or "NO" or "N" => false,
            _ => throw new FormatException($"{name} is neither true nor false: '{text}'"),
        };

    /// <summary>An identifier, or null.</summary>
    /// <exception cref="FormatException">There is a value, but it is no GUID.</exception>
    public Guid? Guid(params string[] names)
    {
        if (Find(names) is not var (name, value, text))
            return null;
        if (values[name] is byte[] { Length: 16 } bytes)
            return NotEmpty(new Guid(bytes));
        return value is Guid guid || System.Guid.TryParse(text, out guid)
            ? NotEmpty(guid)
            : throw new FormatException($"{name} is no GUID: '{text}'");
    }

    /// <summary>Bytes, such as a thumbprint: an array of them, or <c>0x...</c>.</summary>
    public byte[]? Binary(params string[] names)
    {
        foreach (var name in names)
        {
            if (!values.TryGetValue(name, out var value))
                continue;
            if (value is byte[] bytes)
                return bytes;
            if (value is IEnumerable several and not string && several.Cast<object?>().All(each => each is byte))
                return [.. several.Cast<byte>()];
            if (Hexadecimal(Text(One(value))) is { } read)
                return read;
        }
        return null;
    }

    /// <summary>A time without a zone: the server's own.</summary>
    public DateTime? Time(params string[] names)
    {
        foreach (var name in names)
        {
            if (!values.TryGetValue(name, out var value))
                continue;
            switch (One(value))
            {
                case DateTime time:
                    return DateTime.SpecifyKind(time, DateTimeKind.Unspecified);
                case DateTimeOffset time:
                    return time.DateTime;
                case { } other when DateTimeOffset.TryParse(Text(other), CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed):
                    return parsed.DateTime;
                case { } other when DateTimeOffset.TryParse(Text(other), CultureInfo.CurrentCulture, DateTimeStyles.None, out var parsed):
                    return parsed.DateTime;
                default:
                    continue;
            }
        }
        return null;
    }

    private (string Name, object Value, string Text)? Find(string[] names)
    {
        foreach (var name in names)
        {
            if (values.TryGetValue(name, out var value) && One(value) is { } one && Text(one) is var text && IsTold(text))
                return (name, one, text);
        }
        return null;
    }

    private static bool IsTold(string text) => text.Length > 0 && !NullTexts.Contains(text, StringComparer.OrdinalIgnoreCase);

    private static Guid? NotEmpty(Guid guid) => guid == System.Guid.Empty ? null : guid;

    private static byte[]? Hexadecimal(string text)
    {
        var digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text.Substring(2) : text;
        if (digits.Length == 0 || digits.Length % 2 != 0 || !digits.All(Uri.IsHexDigit))
            return null;
        return [.. Enumerable.Range(0, digits.Length / 2).Select(at => Convert.ToByte(digits.Substring(at * 2, 2), 16))];
    }

    // An object of several properties is one value, though it can be enumerated.
    private static bool IsList(object value) =>
        value is IEnumerable and not string and not IDictionary and not IReadOnlyDictionary<string, object?>;

    private static object? One(object value) => IsList(value) ? ((IEnumerable)value).Cast<object?>().FirstOrDefault() : value;

    private static string Text(object? value) =>
        value is null or DBNull ? "" : (Convert.ToString(value, CultureInfo.InvariantCulture) ?? "").Trim();
}
