using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Paths;
using BizTalkDR.Restore.Files;
using BizTalkDR.Restore.Plan;

namespace BizTalkDR.Runbook.Failback;

/// <summary>
/// Whether production's instances can take the files that step 8 restores: places nobody else has, folders that exist, and room after what step 6
/// frees. The backups are not taken yet, so the files that the destination has now stand for theirs.
/// </summary>
internal static class SourceFiles
{
    internal static IEnumerable<string> Problems(FailbackContext context)
    {
        var plans = Expected(context);
        var paths = Asked(context, PlannedFile.Of(plans));
        var storage = new InstanceStorageReader(context.Tools.Connector)
            .ReadAll(context.Directory.Identities.Where(identity => paths.Contains(identity.Instance.Name)), paths, context.Cancellation)
            .Select(each => WithLeftFiles(context, each))
            .ToList();
        return
        [
            // Where no volume is known there is no telling whether there is room.
            .. storage.Where(each => each.Volumes.Count == 0).SelectMany(each => each.Notes),
            .. FileLayoutCheck.Find(plans, storage).Select(problem => $"{problem.Message} {problem.Remedy}"),
        ];
    }

    /// <summary>Step 8 as far as it is known: each database with the destination's files, where they are to go.</summary>
    private static IReadOnlyList<DatabasePlan> Expected(FailbackContext context)
    {
        var files = context.ReadPositions(context.DestinationKeys).ToDictionary(copy => copy.Key, copy => copy.Files);
        return
        [
            .. context
                .Databases.Select(database => SourceBackups.Target(context, database))
                .Select(target => Expected(context, target, files[target.Source])),
        ];
    }

    private static DatabasePlan Expected(FailbackContext context, RestoreTarget target, IReadOnlyList<DatabaseFileLayout> files)
    {
        var dropped = DatabasePosition.Missing(target.Instance, target.Database);
        var backup = new BackupFile
        {
            Database = target.Source,
            Type = BackupType.Full,
            Paths = [],
            FileList = files,
        };
        var moves = FileRelocator.Moves(target, backup, dropped, context.Directory.Get(target.Instance));
        return new DatabasePlan
        {
            Target = target,
            Position = dropped,
            Actions =
            [
                new RestoreAction
                {
                    Kind = RestoreActionKind.Full,
                    Backup = backup,
                    Moves = moves,
                },
            ],
        };
    }

    /// <summary>
    /// The paths to ask the instances about: one in each folder. Whether a file is there is known of those that production has, and step 6 deletes
    /// them; of all others it is asked.
    /// </summary>
    private static ILookup<string, string> Asked(FailbackContext context, IEnumerable<PlannedFile> files) =>
        files
            .GroupBy(file => (file.Instance, Folder: ServerPath.Folder(file.Path)))
            .SelectMany(folder => folder.Take(1).Concat(folder.Skip(1).Where(file => !IsDeleted(context, file))))
            .ToLookup(file => file.Instance, file => file.Path, StringComparer.OrdinalIgnoreCase);

    private static bool IsDeleted(FailbackContext context, PlannedFile file) =>
        SourceBackups.Production(context, file.Instance, file.Database.Target.Database) is { LeavesFiles: false } production
        && production.Files.Any(known => ServerPath.Comparer.Equals(known.PhysicalName, file.Path));

    /// <summary>Files that an offline database has left when it was dropped: they are still this database's own, for step 8 to write over.</summary>
    private static InstanceStorage WithLeftFiles(FailbackContext context, InstanceStorage storage)
    {
        var there = storage
            .Paths.Where(path => path.IsFile == true)
            .Select(path => path.Path)
            .Except(storage.Files.Select(file => file.PhysicalName), ServerPath.Comparer);
        var left =
            from production in context.Before.Production
            where production.LeavesFiles && FailbackContext.IsSame(production.Instance, storage.Instance)
            from file in production.Files
            where there.Contains(file.PhysicalName, ServerPath.Comparer)
            select new OwnedFile(production.Name, file.PhysicalName, file.SizeBytes);
        return storage with { Files = [.. storage.Files, .. left] };
    }
}
