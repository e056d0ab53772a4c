using BizTalkDR.BackupMedia.Media;
using BizTalkDR.Tests.Shared;

namespace BizTalkDR.BackupMedia.Tests;

/// <summary>The folder with files that real servers wrote; tests that need it are skipped, with the reason, where it is missing.</summary>
internal static class RealBackups
{
    public static string Folder
    {
        get
        {
            if (Repository.FindRealBackups() is { } found)
                return found;
            Assert.Skip("The files of real servers are not here: set BTSDR_REAL_BACKUPS to their folder.");
            throw new InvalidOperationException();
        }
    }

    public static string Path(string relative) => System.IO.Path.Combine(Folder, relative);

    public static string? TryPath(string relative) =>
        Repository.FindRealBackups() is { } folder ? System.IO.Path.Combine(folder, relative) : null;

    public static IReadOnlyList<string> All =>
        [
            .. Directory
                .EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
                .Where(path => System.IO.Path.GetExtension(path) is ".bak" or ".trn")
                .Order(StringComparer.Ordinal),
        ];

    public static BackupSetHeader Header(string relative)
    {
        using var reader = BackupMediaReader.Open(Path(relative));
        return Assert.Single(reader.Sets);
    }
}
