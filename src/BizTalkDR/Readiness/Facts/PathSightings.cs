using BizTalkDR.Paths;

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
