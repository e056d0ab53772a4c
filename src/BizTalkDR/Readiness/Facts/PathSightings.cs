namespace BizTalkDR.Readiness.Facts;

/// <summary>What an instance sees at a path (master.dbo.xp_fileexist, with the rights of its service account).</summary>
internal enum PathSight
{
    /// <summary>It was not asked, or could not answer.</summary>
    Unknown,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A file.</summary>
    File,

    /// <summary>Nothing that it can see.</summary>
    Nothing,
}

/// <summary>What instances see at paths.</summary>
internal sealed class PathSightings
{
    private readonly Dictionary<string, PathSight> seen = new(StringComparer.OrdinalIgnoreCase);

    public PathSight At(string instance, string path) => seen.TryGetValue(Key(instance, path), out var sight) ? sight : PathSight.Unknown;

    public void Add(string instance, string path, PathSight sight) => seen[Key(instance, path)] = sight;

    private static string Key(string instance, string path) => instance + "\0" + ServerPath.Trim(path);
}

/// <summary>Paths as SQL Server instances write them, whatever this computer's own look like.</summary>
internal static class ServerPath
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

    public static string Trim(string path)
    {
        var trimmed = path.Trim().TrimEnd('\\', '/');
        return trimmed.Length == 2 && trimmed[1] == ':' ? trimmed + @"\" : trimmed;
    }

    public static bool IsSame(string left, string right) =>
        string.Equals(Trim(left).Replace('/', '\\'), Trim(right).Replace('/', '\\'), StringComparison.OrdinalIgnoreCase);

    /// <summary>The volume among these that a path lies on: the one mounted deepest.</summary>
    public static Volume? VolumeOf(string path, IEnumerable<Volume> volumes) =>
        volumes
            .Where(volume =>
                (Trim(path) + @"\").StartsWith(Trim(volume.MountPoint).TrimEnd('\\') + @"\", StringComparison.OrdinalIgnoreCase)
            )
            .OrderByDescending(volume => volume.MountPoint.Length)
            .FirstOrDefault();
}
