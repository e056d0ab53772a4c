using BizTalkDR.Backups;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Situation;

namespace BizTalkDR.Readiness.Checks.Backups;

/// <summary>The destination can open the files of the last two full sets and of what follows them, and they hold what the history says.</summary>
internal static class BackupFileCheck
{
    private static readonly ReadinessCheck Files = ReadinessCheckTable.FilesReadable;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed)
    {
        if (!observed.HasDestination)
            return [Files.Skipped(null, null, "The topology names no destination.")];
        if (!observed.Situation.TryGet(out var situation))
            return [Files.Unknown(null, null, observed.Situation.Failure!)];
        return situation.Targets.Select(target => Judge(target, situation.History));
    }

    private static ReadinessResult Judge(RestoreTarget target, BackupHistory history)
    {
        // What is being written now can't be read yet; a set that stayed partial is never restored.
        var files = history
            .Sets.Where(set => set.IsComplete)
            .SelectMany(set => set.Files)
            .Where(file => file.Database == target.Source)
            .ToList();
        var blocked = files.FindAll(file => file.Obstacle is not null);
        var read = files.Where(file => (file.Header is not null || file.Defect is not null) && file.Obstacle is null).ToList();
        var bad = read.Where(file => file.Defect is not null).ToList();
        if (blocked.Count > 0)
            return Files.Failed(
                target.Instance,
                target.Database,
                $"{blocked.Count} of {files.Count} files could not be read, which says nothing against them. {blocked[0].Path}: {blocked[0].Obstacle}",
                history.Contradictions.FirstOrDefault(each => each.Path == blocked[0].Path)?.Remedy
                    ?? "Give the login and the service account the rights they need, or the certificate that is missing, then test again."
            );
        if (read.Count == 0)
        {
            return Files.Unknown(
                target.Instance,
                target.Database,
                files.Count == 0
                    ? "The history knows no backup of it."
                    : $"None of its {files.Count} files could be opened here (such as {files[files.Count - 1].Path})."
            );
        }
        return bad.Count == 0
            ? Files.Passed(target.Instance, target.Database, $"{target.Instance} read {read.Count} files of it.")
            : Files.Failed(
                target.Instance,
                target.Database,
                $"{bad.Count} of {read.Count} files can't be used. {bad[0].Path}: {bad[0].Defect}",
                $"Put the file back, or give the account of {target.Instance}'s SQL Server service the right to read it; if it is lost, take a full set (sp_ForceFullBackup, then the backup job)."
            );
    }
}
