using BizTalkDR.Readiness.Facts;

namespace BizTalkDR.Paths;

/// <summary>What a path in a job, a file list or a volume of an instance tells of where it leads.</summary>
internal static class InstancePath
{
    public static bool IsUrl(string path) =>
        path.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    public static bool IsShare(string path) =>
        path.StartsWith(@"\\", StringComparison.Ordinal) || path.StartsWith("//", StringComparison.Ordinal);

    /// <summary>A path on a drive of the instance's own computer.</summary>
    public static bool IsLocal(string path) => path.Length >= 2 && path[1] == ':' && char.IsLetter(path[0]);

    /// <summary>The server in \\server\share.</summary>
    public static string? ShareServer(string path) => IsShare(path) ? path.TrimStart('\\', '/').Split('\\', '/')[0] : null;

    public static string? Folder(string path)
    {
        var end = path.LastIndexOfAny(['\\', '/']);
        return end <= 0 ? null : path.Substring(0, path[end - 1] == ':' ? end + 1 : end);
    }

    public static bool IsSame(string left, string right) =>
        string.Equals(
            ServerPath.Trim(left).Replace('/', '\\'),
            ServerPath.Trim(right).Replace('/', '\\'),
            StringComparison.OrdinalIgnoreCase
        );

    /// <summary>The volume among these that a path lies on: the one mounted deepest.</summary>
    public static Volume? VolumeOf(string path, IEnumerable<Volume> volumes) =>
        volumes
            .Where(volume =>
                (ServerPath.Trim(path) + @"\").StartsWith(
                    ServerPath.Trim(volume.MountPoint).TrimEnd('\\') + @"\",
                    StringComparison.OrdinalIgnoreCase
                )
            )
            .OrderByDescending(volume => volume.MountPoint.Length)
            .FirstOrDefault();
}
