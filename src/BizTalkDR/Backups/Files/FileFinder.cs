using BizTalkDR.Errors;

namespace BizTalkDR.Backups.Files;

/// <summary>Finds the files in the paths given: a file itself, a folder with all its subfolders.</summary>
internal sealed class FileFinder
{
    private readonly List<string> warnings = [];

    /// <summary>Folders that could not be searched.</summary>
    public IReadOnlyList<string> Warnings => warnings;

    /// <summary>The files, each once; a file that was named itself has to be a backup, one that was found in a folder may be anything.</summary>
    /// <exception cref="BackupHistoryException">A path is neither a file nor a folder.</exception>
    public IEnumerable<(string Path, bool IsNamed)> Find(IEnumerable<string> paths)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (File.Exists(path))
            {
                if (seen.Add(Path.GetFullPath(path)))
                    yield return (Path.GetFullPath(path), true);
                continue;
            }
            if (!Directory.Exists(path))
                throw Missing(path);
            foreach (var file in Below(Path.GetFullPath(path)))
            {
                if (seen.Add(file))
                    yield return (file, false);
            }
        }
    }

    private IEnumerable<string> Below(string root)
    {
        var folders = new Stack<string>();
        folders.Push(root);
        while (folders.Count > 0)
        {
            var folder = folders.Pop();
            foreach (var file in Entries(folder, Directory.GetFiles))
                yield return file;
            // A folder that is a link may lead back up.
            foreach (var below in Entries(folder, Directory.GetDirectories).Where(each => !IsLink(each)).Reverse())
                folders.Push(below);
        }
    }

    private string[] Entries(string folder, Func<string, string[]> read)
    {
        try
        {
            var entries = read(folder);
            Array.Sort(entries, StringComparer.Ordinal);
            return entries;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            warnings.Add($"{folder} can't be searched for backups: {exception.Message}");
            return [];
        }
    }

    private static bool IsLink(string folder) => (File.GetAttributes(folder) & FileAttributes.ReparsePoint) != 0;

    private static BackupHistoryException Missing(string path) =>
        new("BackupPathNotFound", $"There is no file or folder {path} to read backups from.")
        {
            Remedy = "Check the path, and that this account on this computer may read it.",
        };
}
