using System.Runtime.InteropServices;
#if !NETFRAMEWORK
using System.Runtime.Versioning;
#endif

namespace BizTalkDR.Runbook.Journal;

/// <summary>
/// A journal's file belongs to who runs the failback and to nobody else: it decides what is dropped and what is taken for done. Made so, and refused
/// otherwise; nothing here changes a file that is there.
/// </summary>
internal static class PrivateFile
{
#if !NETFRAMEWORK
    [SupportedOSPlatformGuard("windows")]
#endif
    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>Makes the file; one that is there already, even an empty one, is left alone.</summary>
    /// <exception cref="JournalException"><c>JournalNotPrivate</c>: the file system keeps no permissions, and the file is gone again.</exception>
    public static FileStream Create(string path, FileShare share)
    {
        var stream = IsWindows ? WindowsFile.Create(path, share) : CreateOnUnix(path, share);
        var problem = Problem(path);
        if (problem is null)
            return stream;
        stream.Dispose();
        File.Delete(path);
        throw JournalErrors.NotKept(path, problem.Value.Why);
    }

    /// <summary>Makes sure that a file that is there may be used.</summary>
    /// <exception cref="JournalException"><c>NotAJournal</c>: it is a folder, a link, a device; <c>JournalNotPrivate</c>: it is others' too.</exception>
    public static void Check(string path)
    {
        CheckKind(path);
        if (Problem(path) is { } problem)
            throw JournalErrors.NotPrivate(path, problem.Why, problem.Remedy);
    }

    /// <summary>Makes sure that it is a file of its own: to open a pipe would wait for ever.</summary>
    /// <exception cref="JournalException"><c>NotAJournal</c>: it is a folder, a link, a device.</exception>
    public static void CheckKind(string path)
    {
        if (Directory.Exists(path))
            throw JournalErrors.NotAJournal(path, "is a folder");
        if (IsLink(path))
            throw JournalErrors.NotAJournal(path, "is a link, so it would be another file that is written to; give that file itself");
        if (!IsWindows && UnixFile.Find(path) is { IsRegular: false })
            throw JournalErrors.NotAJournal(path, "is no file but a device or a pipe");
    }

    /// <summary>Whether it says of itself that it must not be written to; root could, and does not.</summary>
    public static bool IsReadOnly(string path) =>
        IsWindows ? (File.GetAttributes(path) & FileAttributes.ReadOnly) != 0 : UnixFile.Find(path) is { OwnerWrites: false };

    private static (string Why, string Remedy)? Problem(string path)
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
