namespace BizTalkDR.Paths;

/// <summary>Paths as a server sees them, Windows (without regard to case) or Linux (with), whatever this computer is.</summary>
internal static class ServerPath
{
    private static readonly char[] Separators = ['\\', '/'];

    /// <summary>Whether two paths are the same file.</summary>
    public static IEqualityComparer<string> Comparer { get; } = new PathComparer();

    /// <summary>Whether it is a path of Linux: those begin with one slash.</summary>
    public static bool IsLinux(string path) => path.Length > 0 && path[0] == '/' && !(path.Length > 1 && path[1] == '/');

    /// <summary>The last part.</summary>
    public static string FileName(string path) => path.Substring(path.LastIndexOfAny(Separators) + 1);

    /// <summary>The folder, without a separator at its end unless it is a root.</summary>
    public static string Folder(string path)
    {
        var end = path.LastIndexOfAny(Separators);
        if (end < 0)
            return "";
        var folder = path.Substring(0, end);
        return folder.Length == 0 || folder[folder.Length - 1] == ':' ? folder + path[end] : folder;
    }

    /// <summary>Without a separator at its end, unless it is the root of a drive.</summary>
    public static string Trim(string path)
    {
        var trimmed = path.Trim().TrimEnd(Separators);
        return trimmed.Length == 2 && trimmed[1] == ':' ? trimmed + @"\" : trimmed;
    }

    /// <summary>A file in a folder, with the separator that the folder uses.</summary>
    public static string Combine(string folder, string fileName)
    {
        var trimmed = folder.TrimEnd(Separators);
        return trimmed + (IsLinux(folder) || !folder.Contains('\\') && folder.Contains('/') ? '/' : '\\') + fileName;
    }

    /// <summary>Whether a path lies in a folder, or below it.</summary>
    public static bool IsBelow(string path, string folder)
    {
        var (inner, outer) = (Normal(path), Normal(folder).TrimEnd('\\', '/'));
        return inner.Length > outer.Length
            && inner.StartsWith(outer, IsLinux(path) ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase)
            && (outer.Length == 0 ? IsLinux(path) && IsLinux(folder) : inner[outer.Length] is '\\' or '/');
    }

    // One spelling for one file: Windows takes both slashes, and both systems take several for one.
    private static string Normal(string path)
    {
        if (IsLinux(path))
            return Collapse(path, '/', keep: 0);
        var plain = path.StartsWith(@"\\?\", StringComparison.Ordinal) ? path.Substring(4) : path;
        plain = plain.Replace('/', '\\');
        return Collapse(plain, '\\', keep: plain.StartsWith(@"\\", StringComparison.Ordinal) ? 1 : 0).TrimEnd(' ', '.');
    }

    private static string Collapse(string path, char separator, int keep)
    {
        var text = new System.Text.StringBuilder(path.Length);
        foreach (var character in path)
        {
            if (character != separator || text.Length <= keep || text[text.Length - 1] != separator)
                text.Append(character);
        }
        return text.ToString();
    }

    private sealed class PathComparer : IEqualityComparer<string>
    {
        public bool Equals(string? left, string? right) =>
            left is null || right is null
                ? left == right
                : string.Equals(
                    Normal(left),
                    Normal(right),
                    IsLinux(left) && IsLinux(right) ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase
                );

        public int GetHashCode(string path) => StringComparer.OrdinalIgnoreCase.GetHashCode(Normal(path));
    }
}
