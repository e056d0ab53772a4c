using BizTalkDR.Instances.Storage;
using BizTalkDR.Paths;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Restore.Files;

namespace BizTalkDR.Readiness.Checks.Destination;

/// <summary>The destination's volumes have room for a full restore over what is there, as large as the source's databases are now.</summary>
internal static class FreeSpaceCheck
{
    private static readonly ReadinessCheck FreeSpace = ReadinessCheckTable.FreeSpace;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed)
    {
        if (!observed.HasDestination)
            return [FreeSpace.Skipped(null, null, "The topology names no destination.")];
        if (observed.Situation.Failure is { } failure)
            return [FreeSpace.Unknown(null, null, failure)];
        return observed.Destination.SelectMany(instance => Judge(observed, instance));
    }

    private static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed, InstanceObservations instance)
    {
        if (!instance.Storage.TryGet(out var storage))
            return [FreeSpace.Unknown(instance.Name, null, instance.Storage.Failure!)];
        var files = WantedPaths.RestoredFiles(observed, instance.Name);
        var nowhere = files
            .Where(file => storage.VolumeOf(file.Path) is null)
            .GroupBy(file => ServerPath.Folder(file.Path), ServerPath.Comparer)
            .Select(folder => NoVolume(instance.Name, folder.Key));
        return [.. nowhere, .. VolumeDemand.Of(files, storage).Select(demand => Judge(instance.Name, demand))];
    }

    private static ReadinessResult NoVolume(string instance, string folder) =>
        ServerPath.IsOnDrive(folder)
            ? FreeSpace.Failed(
                instance,
                null,
                $"The volume of {folder} is not there.",
                "Create it, or restore the databases with MOVE to another one."
            )
            : FreeSpace.Unknown(instance, null, $"{instance} does not tell the free space of {folder}.");

    private static ReadinessResult Judge(string instance, VolumeDemand demand)
    {
        var (free, more) = (demand.Volume.FreeBytes, demand.AdditionalBytes);
        var text =
            $"{demand.Volume.Name} has {ReadinessText.Megabytes(free)} free; a full restore of {ReadinessText.Megabytes(demand.NeededBytes)} needs {ReadinessText.Megabytes(more)} more than the copies hold now.";
        if (demand.MissingBytes > 0)
            return FreeSpace.Failed(instance, null, text, "Make room on that volume, or move files of the copies to another one.");
        // The databases grow on after the recovery, and messages pile up while nothing runs.
        return free - more < demand.NeededBytes / 10
            ? FreeSpace.Warning(
                instance,
                null,
                text + " Less than a tenth of their size would be left.",
                "Make room on that volume: the databases must be able to grow after a recovery."
            )
            : FreeSpace.Passed(instance, null, text);
    }
}
