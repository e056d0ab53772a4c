using BizTalkDR.Paths;

namespace BizTalkDR.Backups;

/// <summary>Paths of files that were moved: a folder by its old name becomes the same folder by its new name.</summary>
internal sealed class FolderMap
{
    private readonly List<(string Old, string New)> folders;

    public FolderMap(IReadOnlyDictionary<string, string> map) =>
        // The longest folder that fits decides.
        folders = [
            .. map.Select(pair => (Old: ServerPath.Trim(pair.Key), New: pair.Value))
                .OrderByDescending(pair => pair.Old.Length)
                .ThenBy(pair => pair.Old, StringComparer.OrdinalIgnoreCase),
        ];

    /// <summary>The path as it is now.</summary>
    public string Map(string path)
    {
        foreach (var (old, now) in folders)
        {
            if (ServerPath.Below(path, old) is { } rest)
                return rest.Length > 0 ? ServerPath.Combine(now, WithSeparatorsOf(now, rest)) : now.TrimEnd('\\', '/');
        }
        return path;
    }

    private static string WithSeparatorsOf(string folder, string rest) =>
        ServerPath.UsesSlash(folder) ? rest.Replace('\\', '/') : rest.Replace('/', '\\');
}
