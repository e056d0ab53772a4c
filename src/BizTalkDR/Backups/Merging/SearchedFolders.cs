using BizTalkDR.Paths;

namespace BizTalkDR.Backups.Merging;

/// <summary>What is known of files that are not there or can't be read: the folders that were searched, and what was wrong in them.</summary>
internal sealed class SearchedFolders(IEnumerable<string> folders, IEnumerable<UnreadableFile> unreadable)
{
    private readonly List<string> folders = [.. folders.Distinct(ServerPath.Comparer)];
    private readonly Dictionary<string, bool> searched = new(ServerPath.Comparer);
    private readonly ILookup<string, UnreadableFile> byName = unreadable
        .GroupBy(file => file.Path, ServerPath.Comparer)
        .Select(same => same.OrderBy(file => file.Reason, StringComparer.Ordinal).First())
        .OrderBy(file => file.Path, StringComparer.Ordinal)
        .ToLookup(file => file.FileName, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether anything was searched or found unreadable.</summary>
    public bool Any => folders.Count > 0 || byName.Count > 0;

    /// <summary>The files that could not be read, each once.</summary>
    public IEnumerable<UnreadableFile> Unreadable => byName.SelectMany(files => files);

    /// <summary>Whether a file would have been found if it were there.</summary>
    public bool Covers(string path)
    {
        if (folders.Count == 0)
            return false;
        var folder = ServerPath.Folder(path);
        if (!searched.TryGetValue(folder, out var covered))
            searched.Add(folder, covered = folders.Exists(each => ServerPath.IsAtOrBelow(folder, each)));
        return covered || folders.Exists(each => ServerPath.IsSame(each, path));
    }

    /// <summary>What was wrong with this file; where the folder was searched, also with one of its name elsewhere.</summary>
    public UnreadableFile? Find(string path, string fileName)
    {
        var sameName = byName[fileName].ToList();
        return sameName.Find(file => ServerPath.IsSame(file.Path, path)) ?? (Covers(path) ? sameName.FirstOrDefault() : null);
    }
}
