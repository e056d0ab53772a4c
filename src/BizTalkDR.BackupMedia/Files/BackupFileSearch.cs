namespace BizTalkDR.BackupMedia.Files;

/// <summary>
/// Finds the files of folders, in an order that is the same every time: the files of a folder by name, then its folders by name. Links to folders are
/// not followed, as Get-ChildItem -Recurse does not, so that no loop of them is endless; a folder given by name is entered whatever it is.
/// </summary>
public sealed class BackupFileSearch
{
    private readonly Func<string, bool> isWanted;
    private readonly bool recurse;
    private readonly CancellationToken cancellationToken;

    /// <param name="recurse">Whether folders within folders are entered.</param>
    /// <param name="isWanted">Whether a file of this name (without its folder) is wanted.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public BackupFileSearch(bool recurse, Func<string, bool>? isWanted = null, CancellationToken cancellationToken = default) =>
        (this.recurse, this.isWanted, this.cancellationToken) = (recurse, isWanted ?? (_ => true), cancellationToken);

    /// <summary>Whether a file or folder is there, and may be seen.</summary>
    public static bool Exists(string path) => BackupFileSystem.IsFolder(path) || BackupFileSystem.IsFile(path);

    /// <summary>The file itself, or the files of the folder.</summary>
    /// <param name="path">Full path of a file or folder.</param>
    /// <returns>Paths of files, and of folders that can't be listed, which carry the failure.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<FoundFile> Find(string path)
    {
        if (!BackupFileSystem.IsFolder(path))
        {
            if (isWanted(System.IO.Path.GetFileName(path)))
                yield return new FoundFile(path, null);
            yield break;
        }
        var folders = new Stack<string>();
        folders.Push(path);
        while (folders.Count > 0)
        {
            var folder = folders.Pop();
            var (entries, failure) = List(folder);
            foreach (var file in entries.Where(entry => !entry.IsFolder))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (isWanted(System.IO.Path.GetFileName(file.FullPath)))
                    yield return new FoundFile(file.FullPath, null);
            }
            if (failure is not null)
                yield return new FoundFile(folder, failure);
            if (!recurse)
                continue;
            foreach (var inner in entries.Where(entry => entry is { IsFolder: true, IsLink: false }).Reverse())
                folders.Push(inner.FullPath);
        }
    }

    private (List<FolderEntry> Entries, Exception? Failure) List(string folder)
    {
        var entries = new List<FolderEntry>();
        Exception? failure = null;
        try
        {
            foreach (var entry in BackupFileSystem.List(folder))
            {
                cancellationToken.ThrowIfCancellationRequested();
                entries.Add(entry);
            }
        }
        catch (Exception e) when (BackupFileProblem.IsOfTheFile(e))
        {
            failure = e;
        }
        entries.Sort(Compare);
        return (entries, failure);
    }

    private static int Compare(FolderEntry left, FolderEntry right)
    {
        var order = string.Compare(left.FullPath, right.FullPath, StringComparison.OrdinalIgnoreCase);
        return order != 0 ? order : string.CompareOrdinal(left.FullPath, right.FullPath);
    }
}

/// <summary>A file that was found, or a folder that can't be listed.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Failure">Why the folder can't be listed; null for a file.</param>
public sealed record FoundFile(string Path, Exception? Failure);
