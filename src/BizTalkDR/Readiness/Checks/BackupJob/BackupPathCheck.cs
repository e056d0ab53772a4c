using BizTalkDR.Paths;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Readiness.Steps;

namespace BizTalkDR.Readiness.Checks.BackupJob;

/// <summary>The folders that the backup job's steps name: the same for full and log sets, and seen by every instance that writes to them.</summary>
internal static class BackupPathCheck
{
    private static readonly ReadinessCheck Path = ReadinessCheckTable.BackupPath;
    private static readonly ReadinessCheck SamePath = ReadinessCheckTable.SameBackupPath;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed)
    {
        if (observed.BackupJobText is not { } text)
            return [];
        var server = observed.BackupJobs[0].Job.Instance;
        var open = new[] { text.FullPath, text.LogPath }
            .Where(path => path?.IsOpen == true)
            .Select(path =>
                Path.Unknown(
                    server,
                    null,
                    $"The folder is in the variable {path!.Variable}, whose value the step's text does not tell.",
                    "Look at the newest rows of adm_BackupHistory for the folder that was used."
                )
            );
        return [.. Compare(text, server), .. open, .. Folders(observed)];
    }

    private static IEnumerable<ReadinessResult> Compare(BackupJobText text, string server)
    {
        if (text.Full is null || text.Log is null)
            yield break;
        var (full, log) = (text.FullPath?.Value, text.LogPath?.Value);
        if (full is null || log is null)
        {
            var isOpen = text.FullPath?.IsOpen == true || text.LogPath?.IsOpen == true;
            yield return isOpen
                ? SamePath.Unknown(server, null, "One of the two folders is in a variable.")
                : SamePath.Failed(
                    server,
                    null,
                    $"{(full is null ? "sp_BackupAllFull_Schedule" : "sp_MarkAll")} is called without a folder.",
                    "Give the folder as @BackupPath."
                );
        }
        else
        {
            yield return ServerPath.IsSame(full, log)
                ? SamePath.Passed(server, null, $"Full and log sets go to {full}.")
                : SamePath.Warning(
                    server,
                    null,
                    $"Full sets go to {full}, log sets to {log}.",
                    "Use one folder for both, unless that is meant so: a copy or clean-up that knows one folder only would miss half of every chain."
                );
        }
    }

    private static IEnumerable<ReadinessResult> Folders(ReadinessObservations observed) =>
        from path in WantedPaths.BackupFolders(observed)
        from instance in observed.Source
        where IsUsed(observed, instance)
        select Folder(observed, instance, path);

    // Every instance with databases of the group writes its own backups.
    private static bool IsUsed(ReadinessObservations observed, InstanceObservations instance) =>
        observed.Databases.Count == 0
        || observed.Databases.Any(database => string.Equals(database.Instance, instance.Name, StringComparison.OrdinalIgnoreCase));

    private static ReadinessResult Folder(ReadinessObservations observed, InstanceObservations instance, string path)
    {
        if (ServerPath.IsUrl(path))
            return Path.Unknown(
                instance.Name,
                null,
                $"{path} is a blob container, which SQL Server can't be asked about.",
                "See that the newest backups arrive there."
            );
        if (!ServerPath.IsShare(path) && !ServerPath.IsOnDrive(path))
        {
            return Path.Failed(
                instance.Name,
                null,
                $"'{path}' is no full path.",
                "Replace it with a share, \\\\server\\share\\folder, that both sides reach; the job's steps come with a placeholder."
            );
        }
        return instance.SeesFolder(path) switch
        {
            true when ServerPath.IsOnDrive(path) && observed.HasDestination => Path.Warning(
                instance.Name,
                null,
                $"{path} is on a drive of {instance.Name}'s own computer: the destination reads it only if something copies the files there, and they are lost with the computer.",
                "Back up to a share on another computer, \\\\server\\share\\folder, that both sides reach."
            ),
            true => Path.Passed(instance.Name, null, $"{instance.Name} sees {path}."),
            null => Path.Unknown(instance.Name, null, $"{instance.Name} could not be asked whether it sees {path}."),
            _ => Path.Failed(
                instance.Name,
                null,
                $"{instance.Name} does not see the folder {path}.",
                $"Create it, and give the account of {instance.Name}'s SQL Server service the right to write there."
            ),
        };
    }
}
