namespace BizTalkDR.BackupMedia.Files;

/// <summary>Opening of files by paths of any length.</summary>
internal static class BackupFileSystem
{
    /// <summary>
    /// Opens a file for reading while others may write, rename and delete it. No buffer: the reader has its own.
    /// </summary>
    public static Stream Open(string path)
    {
#if NETFRAMEWORK
        if (LongPath.NeedsExtension(path))
            return new FileStream(LongFile.Open(path), FileAccess.Read, bufferSize: 1);
#else
        // Opening a pipe waits for its writer, and opening a device may move it; both have no length.
        if (!OperatingSystem.IsWindows() && HasNoContent(path))
            return Stream.Null;
#endif
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
    }

    /// <summary>Whether a folder, or a link to one, is there.</summary>
    public static bool IsFolder(string path)
    {
#if NETFRAMEWORK
        if (LongPath.NeedsExtension(path))
            return LongFile.IsFolder(path);
#endif
        return Directory.Exists(path);
    }

    /// <summary>Whether a file, or a link to one, is there.</summary>
    public static bool IsFile(string path)
    {
#if NETFRAMEWORK
        if (LongPath.NeedsExtension(path))
            return LongFile.IsFile(path);
#endif
        return File.Exists(path);
    }

    /// <summary>The names in a folder.</summary>
    public static IEnumerable<FolderEntry> List(string folder)
    {
#if NETFRAMEWORK
        if (LongPath.NeedsExtension(folder, room: 13))
            return LongFile.List(folder);
#endif
        return new DirectoryInfo(folder)
            .EnumerateFileSystemInfos()
            .Select(entry => new FolderEntry(entry.FullName, IsFolder(entry), IsLink(entry)));
    }

#if !NETFRAMEWORK
    private static bool HasNoContent(string path)
    {
        var file = new FileInfo(path);
        var isLink = file.Exists && (file.Attributes & FileAttributes.ReparsePoint) != 0;
        return (isLink ? file.ResolveLinkTarget(returnFinalTarget: true) : file) is FileInfo { Exists: true, Length: 0 };
    }
#endif

    private static bool IsFolder(FileSystemInfo entry) => (entry.Attributes & FileAttributes.Directory) != 0;

    // A volume mounted in a folder is a reparse point without a target of its own, and is no link.
#if NETFRAMEWORK
    private static bool IsLink(FileSystemInfo entry) => (entry.Attributes & FileAttributes.ReparsePoint) != 0;
#else
    private static bool IsLink(FileSystemInfo entry) => entry.LinkTarget is not null;
#endif
}

/// <summary>One name in a folder.</summary>
/// <param name="FullPath">The full path.</param>
/// <param name="IsFolder">Whether it is a folder, or a link to one.</param>
/// <param name="IsLink">Whether it is a link.</param>
internal readonly record struct FolderEntry(string FullPath, bool IsFolder, bool IsLink);
