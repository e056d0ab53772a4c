namespace BizTalkDR.Text;

/// <summary>Bytes as T-SQL writes them: 0x and two digits for each.</summary>
internal static class Hexadecimal
{
    public static string Of(byte[] bytes) => "0x" + BitConverter.ToString(bytes).Replace("-", "");

    public static bool Is(string? text) =>
        text is { Length: > 2 }
        && text.Length % 2 == 0
        && text.StartsWith("0x", StringComparison.Ordinal)
        && text.Skip(2).All(digit => digit is >= '0' and <= '9' or >= 'A' and <= 'F' or >= 'a' and <= 'f');
}
