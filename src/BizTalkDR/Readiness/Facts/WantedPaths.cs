using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Paths;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Topologies;

namespace BizTalkDR.Readiness.Facts;

/// <summary>The folders that each instance has to see.</summary>
internal static class WantedPaths
{
    /// <summary>Gives the folders for an instance: on the source those that backups go to, on the destination those that files are restored to.</summary>
    public static Func<InstanceFacts, IReadOnlyCollection<string>> Of(ReadinessFacts facts) =>
        instance =>
            instance.Side == InstanceSide.Source
                ? [.. BackupFolders(facts).Where(path => !InstancePath.IsUrl(path))]
                : [.. RestoreFolders(facts, instance.Name).Select(folder => folder.Path).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The folders that the backup job's steps name.</summary>
    public static IEnumerable<string> BackupFolders(ReadinessFacts facts) =>
        new[] { facts.BackupJobText?.FullPath?.Value, facts.BackupJobText?.LogPath?.Value }
            .OfType<string>()
            .Where(path => path.Trim().Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>The folders and bytes that a full restore needs on a destination instance, file by file.</summary>
    public static IReadOnlyList<RestoreFolder> RestoreFolders(ReadinessFacts facts, string instance)
    {
        if (!facts.Situation.TryGet(out var situation))
            return [];
        return
        [
            .. situation
                .Targets.Where(target => string.Equals(target.Instance, instance, StringComparison.OrdinalIgnoreCase))
                .SelectMany(target => Folders(facts, situation, target)),
        ];
    }

    // A copy that is there is restored over its own files; for one that is not, log shipping makes the files where the source has them.
    private static IEnumerable<RestoreFolder> Folders(ReadinessFacts facts, RestoreSituation situation, RestoreTarget target)
    {
        var backup = situation
            .History.Sets.SelectMany(set => set.Files)
            .LastOrDefault(file => file.Database == target.Source && file.FileList.Count > 0);
        var live = facts.Source.SelectMany(each => each.Databases.Or([])).FirstOrDefault(position => position.Key == target.Source);
        var wanted = live is { Files.Count: > 0 } ? live.Files : backup?.FileList ?? [];
        var copy = situation.Positions.FirstOrDefault(position => position.Key == target.Key);
        foreach (var file in wanted)
        {
            var there = copy?.Files.FirstOrDefault(mine =>
                string.Equals(mine.LogicalName, file.LogicalName, StringComparison.OrdinalIgnoreCase)
            );
            var path = there?.PhysicalName ?? Beside(copy, file) ?? file.PhysicalName;
            if (InstancePath.Folder(path) is { } folder)
                yield return new RestoreFolder(target.Key, folder, file.SizeBytes, there?.SizeBytes ?? 0);
        }
    }

    // A file that was added since goes where the others of its kind lie.
    private static string? Beside(BizTalkDR.Databases.DatabasePosition? copy, Backups.DatabaseFileLayout file) =>
        copy?.Files.FirstOrDefault(mine => mine.Kind == file.Kind)?.PhysicalName;
}

/// <summary>Where a file of a database is to go on the destination.</summary>
/// <param name="Database">The database there.</param>
/// <param name="Path">The folder.</param>
/// <param name="NeededBytes">The size of the file.</param>
/// <param name="HeldBytes">What the copy's file there holds now and gives back.</param>
internal sealed record RestoreFolder(DatabaseKey Database, string Path, long NeededBytes, long HeldBytes);
