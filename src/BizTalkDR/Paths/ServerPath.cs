namespace BizTalkDR.Paths;

/// <summary>
/// Paths as a server sees them, whatever this computer is: of Windows (without regard to case), of Linux (with), of a share, or a URL.
/// </summary>
public static class ServerPath
{
    private static readonly char[] Separators = ['\\', '/'];

    /// <summary>Whether two paths are the same file or folder.</summary>
    public static IEqualityComparer<string> Comparer { get; } = new PathComparer();

    /// <summary>
    /// Whether a backup there is read with FROM URL: one in Azure Blob Storage (https) or in an S3 bucket (s3); SQL Server knows no others. See
    /// https://learn.microsoft.com/sql/t-sql/statements/restore-statements-transact-sql.
    /// </summary>
    public static bool IsUrl(string path) =>
        path.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("s3://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it is on a share: <c>\\server\share</c>.</summary>
    public static bool IsShare(string path) => path.Length > 1 && Separators.Contains(path[0]) && path[1] == path[0];

    /// <summary>Whether it is a path of Linux: those begin with one slash.</summary>
    public static bool IsLinux(string path) => path.Length > 0 && path[0] == '/' && !(path.Length > 1 && path[1] == '/');

    /// <summary>Whether it is on a drive of the server's own computer.</summary>
    public static bool IsOnDrive(string path) => path.Length >= 2 && path[1] == ':' && char.IsLetter(path[0]);

    /// <summary>Whether a server understands it without a folder to start from.</summary>
    public static bool IsFull(string path) =>
        path.Length > 0 && Separators.Contains(path[0]) || path.Length > 1 && path[1] == ':' || path.Contains("://");

    /// <summary>The server in <c>\\server\share</c>; null for a path that is on no share.</summary>
    public static string? ShareServer(string path) => IsShare(path) ? path.TrimStart(Separators).Split(Separators)[0] : null;

    /// <summary>The last part.</summary>
    public static string FileName(string path) => path.Substring(path.LastIndexOfAny(Separators) + 1);

    /// <summary>The folder, without a separator at its end unless it is a root; empty if there is none.</summary>
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

    /// <summary>What lies in a folder, with the separator that the folder uses.</summary>
    public static string Combine(string folder, string below)
    {
        if (folder.Length == 0)
            return below;
        var separator = UsesSlash(folder) ? '/' : '\\';
        return folder.TrimEnd(Separators) + separator + below;
    }

    /// <summary>Whether its parts are separated by slashes, not by backslashes.</summary>
    public static bool UsesSlash(string path) => IsLinux(path) || !path.Contains('\\') && path.Contains('/');

    /// <summary>A name with underscores for what no file name may hold on Windows.</summary>
    public static string SafeFileName(string name) =>
        new([.. name.Select(character => character < ' ' || "<>:\"/\\|?*".Contains(character) ? '_' : character)]);

    /// <summary>Whether two paths are the same file or folder.</summary>
    public static bool IsSame(string left, string right) => Comparer.Equals(left, right);

    /// <summary>Whether a path lies in a folder, or below it.</summary>
    public static bool IsBelow(string path, string folder) => Below(path, folder) is { Length: > 0 };

    /// <summary>Whether a path is a folder, or lies in it or below it.</summary>
    public static bool IsAtOrBelow(string path, string folder) => Below(path, folder) is not null;

    /// <summary>The rest of a path below a folder; empty if it is that folder, null if it lies elsewhere.</summary>
    public static string? Below(string path, string folder)
    {
        var (inner, outer) = (Normal(path), Normal(folder).TrimEnd(Separators));
        if (!inner.StartsWith(outer, Comparison(path)))
            return null;
        if (inner.Length == outer.Length)
            return "";
        var isInside = outer.Length == 0 ? IsLinux(path) && IsLinux(folder) : Separators.Contains(inner[outer.Length]);
        return isInside ? inner.Substring(outer.Length).TrimStart(Separators) : null;
    }

    /// <summary>The path in the one form in which it can be compared with others, character by character.</summary>
    public static string Key(string path) => IsLinux(path) ? Normal(path) : Normal(path).ToUpperInvariant();

    private static StringComparison Comparison(string path) =>
        IsLinux(path) ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    // One spelling for one path: Windows takes both slashes, and both systems take several for one.
    private static string Normal(string path)
    {
        if (IsLinux(path))
            return WithoutEnd(Collapse(path, '/', keep: 0));
        var plain = path.StartsWith(@"\\?\", StringComparison.Ordinal) ? path.Substring(4) : path;
        plain = plain.Replace('/', '\\');
        return WithoutEnd(Collapse(plain, '\\', keep: plain.StartsWith(@"\\", StringComparison.Ordinal) ? 1 : 0).TrimEnd(' ', '.'));
    }

    private static string WithoutEnd(string path) => path.Length > 1 ? Trim(path) : path;

    private static string Collapse(string path, char separator, int keep)
    {
        if (path.IndexOf(separator == '/' ? "//" : @"\\", keep, StringComparison.Ordinal) < 0)
            return path;
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
            ReferenceEquals(left, right)
            || left is not null
                && right is not null
                && IsLinux(left) == IsLinux(right)
                && string.Equals(Normal(left), Normal(right), Comparison(left));

        public int GetHashCode(string path) => StringComparer.OrdinalIgnoreCase.GetHashCode(Normal(path));
    }
}
