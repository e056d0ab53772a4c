using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Paths;
using BizTalkDR.Restore.Files;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Sql;

namespace BizTalkDR.Runbook.Failback.Production;

/// <summary>
/// Whether production's instances can take the files that step 8 restores: places nobody else has, folders that exist, and room after what step 6
/// frees. The backups are not taken yet, so the files that the destination has now stand for theirs.
/// </summary>
/// <param name="connector">Opens connections.</param>
/// <param name="directory">What the instances say of themselves.</param>
/// <param name="production">What production's databases were like.</param>
internal sealed class SourceFiles(IInstanceConnector connector, InstanceDirectory directory, IReadOnlyList<ProductionDatabase> production)
{
    /// <summary>What stands in the way, a sentence each.</summary>
    /// <param name="targets">Where step 8 restores each database to.</param>
    /// <param name="copies">Where the destination's databases stand, with their files.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public IReadOnlyList<string> Problems(
        IEnumerable<RestoreTarget> targets,
        IEnumerable<DatabasePosition> copies,
        CancellationToken cancellationToken
    )
    {
        // Step 8 as far as it is known: each database with the destination's files, where they are to go.
        var files = copies.ToDictionary(copy => copy.Key, copy => copy.Files);
        var plans = targets.Select(target => Expected(target, files[target.Source])).ToList();
        var paths = Asked(PlannedFile.Of(plans));
        var storage = new InstanceStorageReader(connector)
            .ReadAll(directory.Identities.Where(identity => paths.Contains(identity.Instance.Name)), paths, cancellationToken)
            .Select(WithLeftFiles)
            .ToList();
        return
        [
            // Where no volume is known there is no telling whether there is room.
            .. storage.Where(each => each.Volumes.Count == 0).SelectMany(each => each.Notes),
            .. FileLayoutCheck.Find(plans, storage).Select(problem => $"{problem.Message} {problem.Remedy}"),
        ];
    }

    private DatabasePlan Expected(RestoreTarget target, IReadOnlyList<DatabaseFileLayout> files)
    {
        var dropped = DatabasePosition.Missing(target.Instance, target.Database);
        var backup = new BackupFile
        {
            Database = target.Source,
            Type = BackupType.Full,
            Paths = [],
            FileList = files,
        };
        var moves = FileRelocator.Moves(target, backup, dropped, directory.Get(target.Instance));
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
    private ILookup<string, string> Asked(IEnumerable<PlannedFile> files) =>
        files
            .GroupBy(file => (file.Instance, Folder: ServerPath.Folder(file.Path)))
            .SelectMany(folder => folder.Take(1).Concat(folder.Skip(1).Where(file => !IsDeleted(file))))
            .ToLookup(file => file.Instance, file => file.Path, StringComparer.OrdinalIgnoreCase);

    private bool IsDeleted(PlannedFile file) =>
        production.FirstOrDefault(database => database.Key.Equals(file.Database.Target.Key)) is { LeavesFiles: false } known
        && known.Files.Any(each => ServerPath.Comparer.Equals(each.PhysicalName, file.Path));

    /// <summary>Files that an offline database has left when it was dropped: they are still this database's own, for step 8 to write over.</summary>
    private InstanceStorage WithLeftFiles(InstanceStorage storage)
    {
        var there = storage
            .Paths.Where(path => path.IsFile == true)
            .Select(path => path.Path)
            .Except(storage.Files.Select(file => file.PhysicalName), ServerPath.Comparer);
        var left =
            from database in production
            where database.LeavesFiles && string.Equals(database.Instance, storage.Instance, StringComparison.OrdinalIgnoreCase)
            from file in database.Files
            where there.Contains(file.PhysicalName, ServerPath.Comparer)
            select new OwnedFile(database.Name, file.PhysicalName, file.SizeBytes);
        return storage with { Files = [.. storage.Files, .. left] };
    }
}
