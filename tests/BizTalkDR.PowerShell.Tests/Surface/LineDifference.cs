namespace BizTalkDR.PowerShell.Tests.Surface;

/// <summary>The lines that two texts do not share, each with the lines above it that say what it belongs to.</summary>
internal static class LineDifference
{
    public static string Between(string before, string after)
    {
        string[] old = WithContext(before),
            now = WithContext(after);
        return string.Join('\n', old.Except(now).Select(line => "- " + line).Concat(now.Except(old).Select(line => "+ " + line)));
    }

    private static string[] WithContext(string text)
    {
        var above = new List<string>();
        var lines = new List<string>();
        foreach (var line in text.Split('\n').Where(line => line.Length > 0))
        {
            var depth = (line.Length - line.TrimStart().Length) / 2;
            above.RemoveRange(Math.Min(depth, above.Count), above.Count - Math.Min(depth, above.Count));
            above.Add(line.Trim());
            lines.Add(string.Join(" > ", above));
        }
        return [.. lines];
    }
}
