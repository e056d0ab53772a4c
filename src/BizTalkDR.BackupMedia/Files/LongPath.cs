namespace BizTalkDR.BackupMedia.Files;

/// <summary>
/// Windows paths beyond 260 characters. .NET handles them by itself; .NET Framework inside Windows PowerShell does not, so there the file is opened by
/// Windows itself, with the prefix that lifts the limit
/// (https://learn.microsoft.com/windows/win32/fileio/naming-a-file#maximum-path-length-limitation).
/// </summary>
internal static class LongPath
{
    private const int Limit = 260;
    private const string Prefix = @"\\?\";
    private const string SharePrefix = @"\\?\UNC\";

    /// <summary>Whether a full path is too long for the classic functions, which count the zero at its end, or has the prefix already.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="room">Characters that will be added to it.</param>
    public static bool NeedsExtension(string path, int room = 0) =>
        path.Length + room + 1 > Limit || path.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The path with the prefix: \\?\C:\... or \\?\UNC\server\share\... With it Windows takes the rest literally, so slashes are turned.</summary>
    public static string Extend(string path)
    {
        if (path.StartsWith(Prefix, StringComparison.Ordinal))
            return path;
        var turned = path.Replace('/', '\\');
        return turned.StartsWith(@"\\", StringComparison.Ordinal) ? SharePrefix + turned.Substring(2) : Prefix + turned;
    }
}
