using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Paths;
using BizTalkDR.Restore.Files;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Topologies;

namespace BizTalkDR.Readiness.Observations;

/// <summary>The folders that each instance has to see.</summary>
internal static class WantedPaths
{
    /// <summary>The folders for an instance: on the source those that backups go to, on the destination those that files are restored to.</summary>
    public static IEnumerable<string> Of(ReadinessObservations observed, InstanceObservations instance) =>
        instance.Side == InstanceSide.Source
            ? BackupFolders(observed).Where(path => !ServerPath.IsUrl(path))
            : RestoredFiles(observed, instance.Name).Select(file => ServerPath.Folder(file.Path));

    /// <summary>The folders that the backup job's steps name.</summary>
    public static IEnumerable<string> BackupFolders(ReadinessObservations observed) =>
        new[] { observed.BackupJobText?.FullPath?.Value, observed.BackupJobText?.LogPath?.Value }
            .OfType<string>()
            .Where(path => path.Trim().Length > 0)
            .Distinct(ServerPath.Comparer);

    /// <summary>The files that a full restore writes on a destination instance.</summary>
    public static IReadOnlyList<FileDemand> RestoredFiles(ReadinessObservations observed, string instance)
    {
        if (!observed.Situation.TryGet(out var situation))
            return [];
        return
        [
            .. situation
                .Targets.Where(target => string.Equals(target.Instance, instance, StringComparison.OrdinalIgnoreCase))
                .SelectMany(target => Files(observed, situation, target)),
        ];
    }

    // A copy that is there is restored over its own files; for one that is not, log shipping makes the files where the source has them.
    private static IEnumerable<FileDemand> Files(ReadinessObservations observed, RestoreSituation situation, RestoreTarget target)
    {
        var backup = situation
            .History.Sets.SelectMany(set => set.Files)
            .LastOrDefault(file => file.Database == target.Source && file.FileList.Count > 0);
        var live = observed.Source.SelectMany(each => each.Databases.Or([])).FirstOrDefault(position => position.Key == target.Source);
        var wanted = live is { Files.Count: > 0 } ? live.Files : backup?.FileList ?? [];
        var copy = situation.Positions.FirstOrDefault(position => position.Key == target.Key);
        foreach (var file in wanted)
        {
            var there = copy is null ? null : FileRelocator.Find(copy.Files, mine => mine.LogicalName, file.LogicalName);
            var path = there?.PhysicalName ?? Beside(copy, file) ?? file.PhysicalName;
            if (ServerPath.Folder(path).Length > 0)
                yield return new FileDemand(target.Database, path, file.SizeBytes);
        }
    }

    // A file that was added since goes where the others of its kind lie.
    private static string? Beside(DatabasePosition? copy, DatabaseFileLayout file) =>
        copy?.Files.FirstOrDefault(mine => mine.Kind == file.Kind)?.PhysicalName;
}
