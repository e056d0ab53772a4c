using System.Globalization;
using BizTalkDR.Errors;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Paths;
using BizTalkDR.Restore.Plan;

namespace BizTalkDR.Restore.Files;

/// <summary>Whether the volumes of an instance have room for the files of a plan, after what the databases give back that it replaces.</summary>
internal static class SpaceCheck
{
    public static IEnumerable<PlanProblem> Find(string instance, IReadOnlyList<PlannedFile> files, InstanceStorage storage)
    {
        foreach (var volume in files.Where(file => VolumeOf(file.Path, storage) is not null).GroupBy(file => VolumeOf(file.Path, storage)!))
        {
            var needed = volume.Sum(file => file.SizeBytes);
            var freed = Freed(files, volume.Key, storage);
            if (needed - freed <= volume.Key.FreeBytes)
                continue;
            yield return new PlanProblem
            {
                Kind = PlanProblemKind.NotEnoughSpace,
                Server = instance,
                Database = OnlyDatabase(volume),
                Message =
                    $"{volume.Key.Name} of {instance} has {Size(volume.Key.FreeBytes)} free, and the files of {Names(volume)} need {Size(needed)} there"
                    + (freed > 0 ? $", {Size(freed)} of it freed by the databases that are replaced" : "")
                    + " (message 3257).",
                Remedy = $"Free {Size(needed - freed - volume.Key.FreeBytes)} there, or move the files to another volume.",
                DocumentationUri = Documentation.RestoreArguments,
            };
        }
    }

    /// <summary>Volumes whose space nobody told.</summary>
    public static IEnumerable<string> Notes(string instance, IReadOnlyList<PlannedFile> files, InstanceStorage storage)
    {
        // A storage that knows no volume has said why.
        if (storage.Volumes.Count == 0)
            return [];
        return files
            .Where(file => VolumeOf(file.Path, storage) is null)
            .GroupBy(file => ServerPath.Folder(file.Path), ServerPath.Comparer)
            .Select(folder =>
                $"{instance} does not tell the free space of {folder.Key}, so it is not checked for the files of {Names(folder)}."
            );
    }

    /// <summary>The databases of some files, for messages.</summary>
    public static string Names(IEnumerable<PlannedFile> files) =>
        string.Join(", ", files.Select(file => file.Database.Target.Database).Distinct(StringComparer.OrdinalIgnoreCase));

    /// <summary>The database of some files if they all belong to one.</summary>
    public static string? OnlyDatabase(IEnumerable<PlannedFile> files)
    {
        var names = files.Select(file => file.Database.Target.Database).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return names.Count == 1 ? names[0] : null;
    }

    // What a database that starts over has on the volume now, wherever its new files go.
    private static long Freed(IReadOnlyList<PlannedFile> files, StorageVolume volume, InstanceStorage storage)
    {
        var replaced = new HashSet<string>(files.Select(file => file.Database.Target.Database), StringComparer.OrdinalIgnoreCase);
        return storage
            .Files.Where(owned => replaced.Contains(owned.Database) && VolumeOf(owned.PhysicalName, storage) == volume)
            .Sum(owned => owned.SizeBytes);
    }

    private static StorageVolume? VolumeOf(string path, InstanceStorage storage) =>
        storage
            .Volumes.SelectMany(volume => volume.Roots.Select(root => (volume, root)))
            .Where(each => ServerPath.IsBelow(path, each.root))
            .OrderByDescending(each => each.root.Length)
            .Select(each => each.volume)
            .FirstOrDefault();

    private static string Size(long bytes) =>
        bytes < 10L << 30
            ? ((bytes + (1 << 20) - 1) >> 20).ToString("N0", CultureInfo.InvariantCulture) + " MB"
            : (bytes / (double)(1L << 30)).ToString("N1", CultureInfo.InvariantCulture) + " GB";
}
