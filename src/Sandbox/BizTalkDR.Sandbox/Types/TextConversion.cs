using System.Globalization;

namespace BizTalkDR.Sandbox.Types;

/// <summary>Values as character strings, with the styles of CONVERT.</summary>
internal static class TextConversion
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    internal static string Format(object value, SqlType from, int style) =>
        value switch
        {
            string text => text,
            bool bit => bit ? "1" : "0",
            decimal money when TypeRules.IsMoney(from.Kind) => FormatMoney(money, style),
            decimal number when from.Kind == SqlTypeKind.Decimal => number.ToString("F" + Math.Min((int)from.Scale, 28), Invariant),
            double floating => FormatFloat(floating, style, 15),
            float floating => FormatFloat(floating, style, 7),
            DateTime or DateTimeOffset or TimeSpan => DateConversion.Format(value, from, style),
            Guid guid => guid.ToString("D", Invariant).ToUpperInvariant(),
            byte[] bytes when style == 1 => "0x" + Convert.ToHexString(bytes),
            byte[] bytes when style == 2 => Convert.ToHexString(bytes),
            byte[] bytes => BinaryConversion.ToAnsi(bytes),
            _ => ((IFormattable)value).ToString(null, Invariant),
        };

    private static string FormatMoney(decimal money, int style) =>
        style switch
        {
            1 => money.ToString("N2", Invariant),
            2 or 126 => money.ToString("F4", Invariant),
            _ => money.ToString("F2", Invariant),
        };

    /// <summary>Style 0 shows six digits at the most, 1 eight in scientific notation, 2 and 3 all of them.</summary>
    private static string FormatFloat(double number, int style, int allDigits)
    {
        if (style is 1 or 2)
            return Scientific(number, style == 1 ? 8 : allDigits + 1);
        if (style == 3)
            return number.ToString("R", Invariant);
        if (number == 0)
            return "0";
        var magnitude = (int)Math.Floor(Math.Log10(Math.Abs(number)));
        if (magnitude is >= -5 and < 15 && (magnitude < 6 || number == Math.Floor(number)) && Math.Abs(number) < 1e6)
            return decimal.Round((decimal)number, Math.Clamp(5 - magnitude, 0, 28)).ToString("0.############################", Invariant);
        return Scientific(number, 6);
    }

    private static string Scientific(double number, int digits)
    {
        var format = digits switch
        {
            6 => "0.#####e+000",
            8 => "0.0000000e+000",
            _ => "0." + new string('0', digits - 1) + "e+000",
        };
        return number.ToString(format, Invariant);
    }
}
