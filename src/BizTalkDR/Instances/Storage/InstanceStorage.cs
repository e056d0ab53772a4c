using BizTalkDR.Paths;

namespace BizTalkDR.Instances.Storage;

/// <summary>What an instance says of the files, folders and volumes that a restore would use.</summary>
public sealed record InstanceStorage
{
    /// <summary>The topology name of the instance.</summary>
    public required string Instance { get; init; }

    /// <summary>The files of all its databases (<c>sys.master_files</c>).</summary>
    public IReadOnlyList<OwnedFile> Files { get; init; } = [];

    /// <summary>The volumes whose free space is known.</summary>
    public IReadOnlyList<StorageVolume> Volumes { get; init; } = [];

    /// <summary>What there is at the paths that were asked for.</summary>
    public IReadOnlyList<StoragePath> Paths { get; init; } = [];

    /// <summary>What could not be read, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The volume that a path lies on: of those that hold it, the one mounted deepest; null if none is known.</summary>
    internal StorageVolume? VolumeOf(string path) =>
        Volumes
            .SelectMany(volume => volume.Roots.Select(root => (volume, root)))
            .Where(each => ServerPath.IsAtOrBelow(path, each.root))
            .OrderByDescending(each => each.root.Length)
            .Select(each => each.volume)
            .FirstOrDefault();
}

/// <summary>A file of a database.</summary>
/// <param name="Database">The database that owns it.</param>
/// <param name="PhysicalName">Its path, as the instance sees it.</param>
/// <param name="SizeBytes">Its size.</param>
public sealed record OwnedFile(string Database, string PhysicalName, long SizeBytes);

/// <summary>A volume of an instance.</summary>
/// <param name="Name">What it is called, for messages: <c>D:\</c>, a mount point, or on Linux the folder whose space was asked for.</param>
/// <param name="Roots">The folders that lie on it; the longest that a path begins with decides.</param>
/// <param name="FreeBytes">Free space.</param>
public sealed record StorageVolume(string Name, IReadOnlyList<string> Roots, long FreeBytes);

/// <summary>What there is at a path. Null: the login is not told.</summary>
/// <param name="Path">The path of a file or folder, as the instance sees it.</param>
/// <param name="IsFile">Whether a file is there already.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
/// <param name="HasFolder">Whether its folder exists.</param>
public sealed record StoragePath(string Path, bool? IsFile, bool? IsFolder, bool? HasFolder);
