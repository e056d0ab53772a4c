namespace BizTalkDR.Logins.Definitions;

/// <summary>Which logins can't be made on another computer: those of one computer alone, known by their identifier, or by the computer's name.</summary>
internal static class LoginObstacle
{
    /// <param name="name">The login's name.</param>
    /// <param name="sid">Its identifier.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="computers">The names of the instance's computer.</param>
    public static string? Of(string name, string sid, LoginKind kind, IReadOnlyCollection<string> computers)
    {
        if (kind == LoginKind.SqlLogin)
            return null;
        if (kind == LoginKind.Other)
            return "belongs to a certificate, a key or Microsoft Entra, which has to be taken along in its own way";
        return SidText.BuiltIn(sid)
            ?? (
                ComputerOf(name, computers) is { } computer
                    ? $"is a local {(kind == LoginKind.WindowsGroup ? "group" : "account or group")} of {computer}: another computer has none of that name and identifier"
                    : null
            );
    }

    /// <summary>The part of a local account's name behind the computer's.</summary>
    public static string? LocalName(string name, IReadOnlyCollection<string> computers) =>
        ComputerOf(name, computers) is { } computer ? name.Substring(computer.Length + 1) : null;

    private static string? ComputerOf(string name, IReadOnlyCollection<string> computers) =>
        computers.FirstOrDefault(computer => computer.Length > 0 && name.StartsWith(computer + @"\", StringComparison.OrdinalIgnoreCase));
}
