using BizTalkDR.Paths;
using BizTalkDR.Readiness.Facts;

namespace BizTalkDR.Readiness.Checks;

/// <summary>The destination's volumes have room for a full restore over what is there, as large as the source's databases are now.</summary>
internal static class FreeSpaceCheck
{
    private static readonly Check FreeSpace = new(ReadinessArea.Storage, "FreeSpace", Pages.VolumeStatistics);

    public static IEnumerable<ReadinessResult> Judge(ReadinessFacts facts)
    {
        if (!facts.HasDestination)
            return [FreeSpace.Skipped(null, null, "The topology names no destination.")];
        if (facts.Situation.Failure is { } failure)
            return [FreeSpace.Unknown(null, null, failure)];
        return facts.Destination.SelectMany(instance => Judge(facts, instance));
    }

    private static IEnumerable<ReadinessResult> Judge(ReadinessFacts facts, InstanceFacts instance)
    {
        var files = WantedPaths.RestoreFolders(facts, instance.Name);
        if (!instance.Volumes.TryGet(out var volumes))
            return [FreeSpace.Unknown(instance.Name, null, instance.Volumes.Failure!)];
        return files
            .GroupBy(file => InstancePath.VolumeOf(file.Path, volumes)?.MountPoint, StringComparer.OrdinalIgnoreCase)
            .Select(volume => Judge(instance.Name, [.. volume], volumes.FirstOrDefault(each => each.MountPoint == volume.Key)));
    }

    private static ReadinessResult Judge(string instance, IReadOnlyList<RestoreFolder> files, Volume? volume)
    {
        if (volume is null)
            return FreeSpace.Failed(
                instance,
                null,
                $"The volume of {files[0].Path} is not there.",
                "Create it, or restore the databases with MOVE to another one."
            );
        var total = files.Sum(file => file.NeededBytes);
        var more = Math.Max(0, files.Sum(file => file.NeededBytes - file.HeldBytes));
        var text =
            $"{volume.MountPoint} has {Times.Megabytes(volume.FreeBytes)} free; a full restore of {Times.Megabytes(total)} needs {Times.Megabytes(more)} more than the copies hold now.";
        if (volume.FreeBytes < more)
            return FreeSpace.Failed(instance, null, text, "Make room on that volume, or move files of the copies to another one.");
        // The databases grow on after the recovery, and messages pile up while nothing runs.
        return volume.FreeBytes - more < total / 10
            ? FreeSpace.Warning(
                instance,
                null,
                text + " Less than a tenth of their size would be left.",
                "Make room on that volume: the databases must be able to grow after a recovery."
            )
            : FreeSpace.Passed(instance, null, text);
    }
}
