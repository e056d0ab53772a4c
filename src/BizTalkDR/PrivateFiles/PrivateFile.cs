using System.Runtime.InteropServices;
#if !NETFRAMEWORK
using System.Runtime.Versioning;
#endif

namespace BizTalkDR.PrivateFiles;

/// <summary>
/// A file that belongs to who made it and to nobody else: a journal decides what is dropped and what is taken for done, a file of logins holds password
/// hashes and decides who may what. Made so, and refused otherwise; nothing here changes a file that is there.
/// </summary>
internal static class PrivateFile
{
#if !NETFRAMEWORK
    [SupportedOSPlatformGuard("windows")]
#endif
    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>Makes the file; one that is there already, even an empty one, is left alone.</summary>
    /// <param name="path">The file.</param>
    /// <param name="share">What others may do with it while it is open.</param>
    /// <param name="notKept">The error where the file system keeps no permissions, from what the file does; the file is gone again then.</param>
    public static FileStream Create(string path, FileShare share, Func<string, Exception> notKept)
    {
        var stream = IsWindows ? WindowsFile.Create(path, share) : CreateOnUnix(path, share);
        var problem = Problem(path);
        if (problem is null)
            return stream;
        stream.Dispose();
        File.Delete(path);
        throw notKept(problem.Value.Why);
    }

    /// <summary>
    /// Puts a file in place of one that is there already, or where none is. What is there stays whole until the new one is; and is replaced, not
    /// written over, so that it does not lend the new one its permissions.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="content">What it holds.</param>
    /// <param name="notKept">The error where the file system keeps no permissions, from what the file does.</param>
    public static void Replace(string path, byte[] content, Func<string, Exception> notKept)
    {
        if (Directory.Exists(path))
            throw new IOException("It is a folder.");
        var made = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            using (var stream = Create(made, FileShare.None, notKept))
            {
                stream.Write(content, 0, content.Length);
                stream.Flush(flushToDisk: true);
            }
#if NETFRAMEWORK
            // File.Replace would give the new file the permissions of the old one.
            File.Delete(path);
            File.Move(made, path);
#else
            File.Move(made, path, overwrite: true);
#endif
        }
        catch
        {
            Forget(made);
            throw;
        }
    }

    private static void Forget(string made)
    {
        try
        {
            File.Delete(made);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The error that is told of is why.
        }
    }

    /// <summary>What keeps it from being a file of its own, going on after "it"; null for a file. To open a pipe would wait for ever.</summary>
    public static string? ProblemOfKind(string path)
    {
        if (Directory.Exists(path))
            return "is a folder";
        if (IsLink(path))
            return "is a link, so it would be another file that is written to; give that file itself";
        return !IsWindows && UnixFile.Find(path) is { IsRegular: false } ? "is no file but a device or a pipe" : null;
    }

    /// <summary>Whether it says of itself that it must not be written to; root could, and does not.</summary>
    public static bool IsReadOnly(string path) =>
        IsWindows ? (File.GetAttributes(path) & FileAttributes.ReadOnly) != 0 : UnixFile.Find(path) is { OwnerWrites: false };

    /// <summary>Who else may read it, going on after "it"; null where nobody else may, or nothing tells.</summary>
    public static string? OtherReaders(string path)
    {
        if (!IsWindows)
            return UnixFile.Find(path) is { OthersRead: true } ? "can be read by others" : null;
        return WindowsFile.OtherReaders(path) is { Count: > 0 } others ? $"can be read by others: {string.Join(", ", others)}" : null;
    }

    /// <summary>Why it may not be used, going on after "it", and what to do; null for a file that nobody else can change.</summary>
    public static (string Why, string Remedy)? Problem(string path)
    {
        const string copy = "If you trust what it says, copy it into a folder of your own (Copy-Item) and give the copy: ";
        if (IsWindows)
        {
            if (!WindowsFile.IsMine(path))
                return ("belongs to another account", copy + "that one is yours.");
            return WindowsFile.OtherWriters(path) is { Count: > 0 } others
                ? (
                    $"can be changed by others: {string.Join(", ", others)}",
                    $"Take that from them: icacls \"{path}\" /inheritance:r /grant:r \"$env:USERNAME:F\"."
                )
                : null;
        }
        return UnixFile.Find(path) switch
        {
            { IsMine: false } => ("belongs to another account", copy + "that one is yours."),
            { OthersWrite: true } => ("can be changed by others", $"If you trust what it says, take that from them: chmod 600 '{path}'."),
            { HasOtherNames: true } => (
                "has another name too (a hard link), under which it could be changed",
                copy + "that one has a single name."
            ),
            _ => null,
        };
    }

    private static bool IsLink(string path)
    {
#if NETFRAMEWORK
        return File.Exists(path) && (File.GetAttributes(path) & FileAttributes.ReparsePoint) != 0;
#else
        return new FileInfo(path).LinkTarget is not null;
#endif
    }

#if !NETFRAMEWORK
    [UnsupportedOSPlatform("windows")]
#endif
    private static FileStream CreateOnUnix(string path, FileShare share)
    {
#if NETFRAMEWORK
        return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, share, 1);
#else
        return new FileStream(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = share,
                BufferSize = 0,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }
        );
#endif
    }
}
