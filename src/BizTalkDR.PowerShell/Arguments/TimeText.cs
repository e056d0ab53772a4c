using System.Globalization;
using System.Text.RegularExpressions;

namespace BizTalkDR.PowerShell.Arguments;

/// <summary>
/// Lengths of time as people type them: 30s, 15m, 2h, 1d, 1h30m, 00:30:00. .NET takes a bare 30 for 30 ticks, and "30" for 30 days; here it is refused
/// where the unit does not stand in the parameter's page.
/// </summary>
internal static class TimeText
{
    /// <summary>What is said of a text that is none.</summary>
    public const string Forms = "Say 30s, 15m, 2h, 1d, 1h30m or 00:30:00.";

    private static readonly Regex Units = new(
        @"^\s*(?:(?<number>\d+(?:\.\d+)?)\s*(?<unit>d|h|m|s)[a-z]*\s*)+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    );

    private static readonly Regex Word = new(
        "^(d|days?|h|hours?|hrs?|m|mins?|minutes?|s|secs?|seconds?)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    );

    /// <summary>The length of time that a value says.</summary>
    /// <param name="value">A TimeSpan, a text, or a number.</param>
    /// <param name="ofNumber">What a bare number means; null where it means nothing.</param>
    /// <exception cref="FormatException">It says none, or a negative one.</exception>
    public static TimeSpan Read(object? value, Func<double, TimeSpan>? ofNumber = null)
    {
        var time = value switch
        {
            TimeSpan span => span,
            string text => ReadText(text, ofNumber),
            IConvertible number when IsNumber(number) => OfNumber(Convert.ToDouble(number, CultureInfo.InvariantCulture), ofNumber),
            _ => throw new FormatException($"'{value}' is no length of time. {Forms}"),
        };
        return time >= TimeSpan.Zero ? time : throw new FormatException($"'{value}' is negative. {Forms}");
    }

    private static TimeSpan ReadText(string text, Func<double, TimeSpan>? ofNumber)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return OfNumber(number, ofNumber);
        var match = Units.Match(text);
        if (match.Success && Words(text).All(Word.IsMatch))
            return Sum(match);
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span)
            ? span
            : throw new FormatException($"'{text}' is no length of time. {Forms}");
    }

    private static IEnumerable<string> Words(string text) => Regex.Matches(text, "[A-Za-z]+").Cast<Match>().Select(word => word.Value);

    private static TimeSpan Sum(Match match)
    {
        var total = 0.0;
        for (var part = 0; part < match.Groups["unit"].Captures.Count; part++)
        {
            var number = double.Parse(match.Groups["number"].Captures[part].Value, CultureInfo.InvariantCulture);
            total +=
                number
                * char.ToLowerInvariant(match.Groups["unit"].Captures[part].Value[0]) switch
                {
                    'd' => 86400,
                    'h' => 3600,
                    'm' => 60,
                    _ => 1,
                };
        }
        return OfSeconds(total);
    }

    private static TimeSpan OfNumber(double number, Func<double, TimeSpan>? ofNumber) =>
        ofNumber is null
            ? throw new FormatException($"{number.ToString(CultureInfo.InvariantCulture)} of what? {Forms}")
            : ofNumber(number);

    /// <summary>A number of seconds.</summary>
    /// <exception cref="FormatException">It is longer than a time can be.</exception>
    public static TimeSpan OfSeconds(double seconds) =>
        seconds < int.MaxValue && seconds > int.MinValue
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException($"{seconds.ToString(CultureInfo.InvariantCulture)} seconds are too long.");

    private static bool IsNumber(IConvertible value) => value.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.Decimal;
}
