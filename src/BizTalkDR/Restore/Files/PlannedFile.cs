using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Restore.Plan;

namespace BizTalkDR.Restore.Files;

/// <summary>A file that a database of a plan makes: when it starts over, or because a later backup brings it along.</summary>
/// <param name="Database">The database.</param>
/// <param name="LogicalName">The file's logical name.</param>
/// <param name="Path">Where it goes.</param>
/// <param name="SizeBytes">How large it becomes.</param>
/// <param name="IsAdded">Whether it comes beside the files that the database has; else it is one of those that replace them.</param>
internal sealed record PlannedFile(DatabasePlan Database, string LogicalName, string Path, long SizeBytes, bool IsAdded)
{
    public string Instance => Database.Target.Instance;

    public FileDemand Demand => new(Database.Target.Database, Path, SizeBytes) { IsAdded = IsAdded };

    /// <summary>The files of a plan; none for a database that starts over from a backup whose file list is not known.</summary>
    public static IReadOnlyList<PlannedFile> Of(IEnumerable<DatabasePlan> databases) => [.. databases.SelectMany(Of)];

    /// <summary>The paths that a restore from any of a source's full backups would write, by restoring instance: to be asked about before it is planned.</summary>
    public static ILookup<string, string> Candidates(
        BackupHistory history,
        IReadOnlyList<RestoreTarget> targets,
        IReadOnlyList<DatabasePosition> positions,
        IReadOnlyList<InstanceIdentity> instances
    )
    {
        var fulls = history
            .Sets.SelectMany(set => set.Files)
            .Concat(history.OtherBackups)
            .Where(file => file.FileList.Count > 0)
            .ToLookup(file => file.Database);
        return targets
            .SelectMany(target =>
                fulls[target.Source].SelectMany(full => Paths(target, full)).Select(path => (target.Instance, Path: path))
            )
            .ToLookup(each => each.Instance, each => each.Path, StringComparer.OrdinalIgnoreCase);

        IEnumerable<string> Paths(RestoreTarget target, BackupFile full)
        {
            var position =
                positions.FirstOrDefault(each => each.Key == target.Key) ?? DatabasePosition.Missing(target.Instance, target.Database);
            var identity = instances.FirstOrDefault(each =>
                string.Equals(each.Instance.Name, target.Instance, StringComparison.OrdinalIgnoreCase)
            );
            return Places(full.FileList, FileRelocator.Moves(target, full, position, identity)).Select(place => place.Path);
        }
    }

    private static IEnumerable<PlannedFile> Of(DatabasePlan database) =>
        AddedFiles
            .Of(database)
            .SelectMany(made =>
                Places(made.Files, made.Action.Moves)
                    .Select(place => new PlannedFile(
                        database,
                        place.File.LogicalName,
                        place.Path,
                        place.File.SizeBytes,
                        IsAdded: made.Action.Kind != RestoreActionKind.Full
                    ))
            );

    internal static IEnumerable<(DatabaseFileLayout File, string Path)> Places(
        IEnumerable<DatabaseFileLayout> files,
        IReadOnlyList<FileMove> moves
    ) =>
        files.Select(file =>
            (file, FileRelocator.Find(moves, move => move.LogicalName, file.LogicalName)?.PhysicalName ?? file.PhysicalName)
        );
}
