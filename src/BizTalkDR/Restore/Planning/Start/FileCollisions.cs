using BizTalkDR.Backups;
using BizTalkDR.Restore.Files;
using BizTalkDR.Restore.Plan;

namespace BizTalkDR.Restore.Planning.Start;

/// <summary>Finds relocations that can't be computed, and files that can't be written where they are to go.</summary>
internal static class FileCollisions
{
    public static IEnumerable<PlanProblem> Find(PlanContext context, IReadOnlyList<DatabasePlan> databases)
    {
        var computable = new List<DatabasePlan>();
        foreach (var database in databases)
        {
            var problem = database.Actions.FirstOrDefault(action => action.Kind == RestoreActionKind.Full)?.Backup is { } backup
                ? NotComputable(context, database, backup)
                : AddedNotComputable(context, database);
            if (problem is not null)
                yield return problem;
            else
                computable.Add(database);
        }
        foreach (var problem in FileLayoutCheck.Find(computable, context.Wish.Storage))
            yield return problem;
    }

    // A database that continues has its files; one that was added since needs a place.
    private static PlanProblem? AddedNotComputable(PlanContext context, DatabasePlan database)
    {
        var added = AddedFiles.Of(database).FirstOrDefault();
        var needsDefaults = database.Target.Relocation.Kind is FileRelocationKind.DefaultFolders or FileRelocationKind.ExistingFiles;
        var router = context.Routers.First(router => router.Target == database.Target);
        return added.Files is { Count: > 0 } files && needsDefaults && router.Instance?.DefaultDataPath is null
            ? router.Problems.FileLayout(
                $"{added.Action.Backup!.FileName} brings along {files[0].LogicalName}, a file that was added to {database.Target.Source}, and the default folders of {database.Target.Instance} are not known, so it can't be placed.",
                "Give the folders of data and log files, or the file's exact path."
            )
            : null;
    }

    private static PlanProblem? NotComputable(PlanContext context, DatabasePlan database, BackupFile backup)
    {
        var relocation = database.Target.Relocation;
        var problems = context.Routers.First(router => router.Target == database.Target).Problems;
        if (relocation.Kind == FileRelocationKind.Keep)
            return null;
        if (backup.FileList.Count == 0)
        {
            return problems.FileLayout(
                $"The files in {backup.FileName} are not known, so their places on {database.Target.Instance} can't be computed.",
                "Read the headers of the backups, or name every file with its exact path."
            );
        }
        if (relocation.Kind == FileRelocationKind.Folders && relocation.DataFolder is null)
            return problems.FileLayout(
                $"{database.Target.Key} is to be moved, but no folder is given.",
                "Give the folder of the data files."
            );
        var needsDefaults = relocation.Kind is FileRelocationKind.DefaultFolders or FileRelocationKind.ExistingFiles;
        var hasDefaults = context.Routers.First(router => router.Target == database.Target).Instance?.DefaultDataPath is not null;
        return needsDefaults && !hasDefaults && database.Position.Files.Count == 0
            ? problems.FileLayout(
                $"The default folders of {database.Target.Instance} are not known, so the files of {database.Target.Database} can't be placed.",
                "Give the folders of data and log files."
            )
            : null;
    }
}
