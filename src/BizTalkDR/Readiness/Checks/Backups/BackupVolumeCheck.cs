using BizTalkDR.Databases;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Paths;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Text;

namespace BizTalkDR.Readiness.Checks.Backups;

/// <summary>Backups do not lie on a volume that holds database files of the group: one broken disk must not take both.</summary>
internal static class BackupVolumeCheck
{
    private static readonly ReadinessCheck BackupVolume = ReadinessCheckTable.BackupVolume;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed) =>
        from instance in observed.Source
        where observed.BackupJobText is not null
        from path in WantedPaths.BackupFolders(observed)
        where !ServerPath.IsUrl(path)
        select Judge(observed, instance, path);

    private static ReadinessResult Judge(ReadinessObservations observed, InstanceObservations instance, string path)
    {
        const string Remedy = "Back up to another computer, or at least to another disk, than the one that holds the databases.";
        if (ServerPath.IsShare(path))
        {
            var machine = instance.Settings.TryGet(out var settings) ? settings.MachineName : null;
            if (machine is null)
                return BackupVolume.Unknown(instance.Name, null, instance.Settings.Failure ?? "Its computer's name is not known.");
            var host = ServerPath.ShareServer(path)!.Split('.')[0];
            return string.Equals(host, machine, StringComparison.OrdinalIgnoreCase)
                ? BackupVolume.Warning(
                    instance.Name,
                    null,
                    $"{path} is a share of {instance.Name}'s own computer: the backups are lost with it.",
                    Remedy
                )
                : BackupVolume.Passed(instance.Name, null, $"{path} is on another computer.");
        }
        if (!instance.Databases.TryGet(out var databases) || !instance.Storage.TryGet(out var storage))
            return BackupVolume.Unknown(instance.Name, null, instance.Databases.Failure ?? instance.Storage.Failure!);
        if (storage.VolumeOf(path) is not { } volume)
            return BackupVolume.Unknown(instance.Name, null, $"{instance.Name} does not tell on which volume {path} lies.");
        var group = new HashSet<string>(
            observed.Databases.Where(database => database.Instance.SameAs(instance.Name)).Select(database => database.Name),
            StringComparer.OrdinalIgnoreCase
        );
        var shared = databases
            .Where(database => group.Count == 0 || group.Contains(database.Database))
            .FirstOrDefault(database => database.Files.Any(file => storage.VolumeOf(file.PhysicalName) == volume));
        return shared is null
            ? BackupVolume.Passed(instance.Name, null, $"{path} is on {volume.Name}, which holds no database of the group.")
            : BackupVolume.Failed(
                instance.Name,
                shared.Database,
                $"{path} is on {volume.Name}, where files of {shared.Database} lie too: one broken disk takes the database and its backups.",
                Remedy
            );
    }
}
