namespace BizTalkDR.Backups;

/// <summary>Paths of files that were moved: a folder by its old name becomes the same folder by its new name.</summary>
internal sealed class FolderMap
{
    private static readonly char[] Separators = ['\\', '/'];

    private readonly List<(string Old, string New)> folders;

    public FolderMap(IReadOnlyDictionary<string, string> map) =>
        // The longest folder that fits decides.
        folders = [
            .. map.Select(pair => (Old: pair.Key.TrimEnd(Separators), New: pair.Value.TrimEnd(Separators)))
                .OrderByDescending(pair => pair.Old.Length)
                .ThenBy(pair => pair.Old, StringComparer.OrdinalIgnoreCase),
        ];

    /// <summary>The path as it is now.</summary>
    public string Map(string path)
    {
        foreach (var (old, now) in folders)
        {
            if (IsUnder(path, old))
                return Rest(path, old) is { Length: > 0 } rest ? Join(now, WithSeparatorsOf(now, rest)) : now;
        }
        return path;
    }

    /// <summary>Whether a path is a folder or lies below it; upper and lower case, slash and backslash are the same.</summary>
    public static bool IsUnder(string path, string folder)
    {
        var trimmed = folder.TrimEnd(Separators);
        return Same(path).StartsWith(Same(trimmed), StringComparison.Ordinal)
            && (path.Length == trimmed.Length || Separators.Contains(path[trimmed.Length]));
    }

    /// <summary>Whether two paths are one.</summary>
    public static bool IsSame(string left, string right)
    {
        if (left.Length != right.Length)
            return false;
        for (var at = 0; at < left.Length; at++)
        {
            if (left[at] != right[at] && Same(left[at]) != Same(right[at]))
                return false;
        }
        return true;
    }

    private static char Same(char character) => character == '/' ? '\\' : char.ToUpperInvariant(character);

    /// <summary>A path in the form in which paths are compared.</summary>
    public static string Same(string path) => path.Replace('/', '\\').ToUpperInvariant();

    /// <summary>A folder and what lies below it, with the separator that the folder uses.</summary>
    public static string Join(string folder, string rest)
    {
        if (folder.Length == 0)
            return rest;
        var separator = folder.Contains("/") && !folder.Contains(@"\") ? '/' : '\\';
        return folder.TrimEnd(Separators) + separator + rest;
    }

    private static string WithSeparatorsOf(string folder, string rest) =>
        folder.Contains(@"\") ? rest.Replace('/', '\\')
        : folder.Contains("/") ? rest.Replace('\\', '/')
        : rest;

    private static string Rest(string path, string folder) => path.Substring(folder.Length).TrimStart(Separators);
}
