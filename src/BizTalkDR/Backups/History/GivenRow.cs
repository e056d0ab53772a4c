using System.Collections;
using System.Globalization;
using System.Numerics;
using BizTalkDR.Backups.Headers;

namespace BizTalkDR.Backups.History;

/// <summary>
/// The properties of one header as somebody else wrote them: values are read whatever their type (numbers as text, BigInteger, objects that
/// print as a number, lists of one), and DBNull and empty text are nothing.
/// </summary>
internal sealed class GivenRow : IHeaderValues
{
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
    public string? Text(params string[] names)
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
            var texts = (value is IEnumerable several and not string ? several.Cast<object?>() : [value])
                .Select(Text)
                .Where(text => text.Length > 0)
                .ToList();
            if (texts.Count > 0)
                return texts;
        }
        return [];
    }

    /// <summary>The objects in a list.</summary>
    public IEnumerable<object> Rows(string name) =>
        values.TryGetValue(name, out var value)
            ? (value is IEnumerable several and not string and not IDictionary ? several.Cast<object?>().OfType<object>() : [value])
            : [];

    /// <summary>A log sequence number or another whole number.</summary>
    /// <exception cref="FormatException">There is a value, but it is none.</exception>
    public decimal? Number(params string[] names)
    {
        foreach (var name in names)
        {
            if (!values.TryGetValue(name, out var value) || One(value) is not { } one)
                continue;
            if (one is BigInteger big)
                return (decimal)big;
            // A double or a float has lost the digits of a log sequence number: SQL Server's have up to 25.
            if (one is double or float && Math.Abs(Convert.ToDouble(one, CultureInfo.InvariantCulture)) > 1L << 53)
                throw new FormatException($"{name} is a floating-point number, which can't hold all its digits; pass it as text");
            var text = Text(one);
            if (text.Length == 0)
                continue;
            if (decimal.TryParse(text, NumberStyles.Number | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number))
                return number;
            throw new FormatException($"{name} is no number: '{text}'");
        }
        return null;
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
    public bool Flag(params string[] names) =>
        Text(names) is { } text && (string.Equals(text, "true", StringComparison.OrdinalIgnoreCase) || text == "1");

    /// <summary>An identifier, or null.</summary>
    public Guid? Guid(params string[] names) =>
        Text(names) is { } text && System.Guid.TryParse(text, out var guid) && guid != System.Guid.Empty ? guid : null;

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

    private static object? One(object value) =>
        value is IEnumerable several and not string ? several.Cast<object?>().FirstOrDefault() : value;

    private static string Text(object? value) =>
        value is null or DBNull ? "" : (Convert.ToString(value, CultureInfo.InvariantCulture) ?? "").Trim();
}
