using BizTalkDR.Instances.Storage;

namespace BizTalkDR.Restore.Files;

/// <summary>A file that a database needs on an instance when it starts over.</summary>
/// <param name="Database">The database there.</param>
/// <param name="Path">Where the file goes.</param>
/// <param name="SizeBytes">How large it becomes.</param>
internal sealed record FileDemand(string Database, string Path, long SizeBytes)
{
    /// <summary>Whether it comes beside the database's files instead of replacing them.</summary>
    public bool IsAdded { get; init; }
}

/// <summary>What databases that start over need of a volume, and what they give back there.</summary>
/// <param name="Volume">The volume.</param>
/// <param name="Databases">The databases with files there, by their names.</param>
/// <param name="NeededBytes">The size of these files.</param>
/// <param name="FreedBytes">What the databases that are replaced have on the volume now, wherever their new files go.</param>
internal sealed record VolumeDemand(StorageVolume Volume, IReadOnlyList<string> Databases, long NeededBytes, long FreedBytes)
{
    /// <summary>What has to be free before the restore.</summary>
    public long AdditionalBytes => Math.Max(0, NeededBytes - FreedBytes);

    /// <summary>What is not there of it; zero or less if there is room.</summary>
    public long MissingBytes => NeededBytes - FreedBytes - Volume.FreeBytes;

    /// <summary>The demand of each volume that is known, in the order of the files.</summary>
    public static IEnumerable<VolumeDemand> Of(IReadOnlyList<FileDemand> files, InstanceStorage storage)
    {
        var replaced = new HashSet<string>(
            files.Where(file => !file.IsAdded).Select(file => file.Database),
            StringComparer.OrdinalIgnoreCase
        );
        return files
            .Where(file => storage.VolumeOf(file.Path) is not null)
            .GroupBy(file => storage.VolumeOf(file.Path)!)
            .Select(volume => new VolumeDemand(
                volume.Key,
                [.. volume.Select(file => file.Database).Distinct(StringComparer.OrdinalIgnoreCase)],
                volume.Sum(file => file.SizeBytes),
                storage
                    .Files.Where(owned => replaced.Contains(owned.Database) && storage.VolumeOf(owned.PhysicalName) == volume.Key)
                    .Sum(owned => owned.SizeBytes)
            ));
    }
}
