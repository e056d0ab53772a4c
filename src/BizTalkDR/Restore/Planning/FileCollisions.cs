using BizTalkDR.Backups;
using BizTalkDR.Errors;

namespace BizTalkDR.Restore.Planning;

/// <summary>Finds files that two databases of a plan would both write, and relocations that can't be computed.</summary>
internal static class FileCollisions
{
    public static IEnumerable<PlanProblem> Find(PlanContext context, IReadOnlyList<DatabasePlan> databases)
    {
        var owners = new Dictionary<(string Instance, string Path), DatabasePlan>(PathComparer.Instance);
        foreach (var database in databases)
        {
            if (database.Actions.FirstOrDefault(action => action.Kind == RestoreActionKind.Full) is not { Backup: { } backup } full)
                continue;
            if (NotComputable(context, database, backup) is { } problem)
            {
                yield return problem;
                continue;
            }
            foreach (var path in Paths(full, backup))
            {
                if (owners.TryGetValue((database.Target.Instance, path), out var owner))
                    yield return Collision(database, owner, path);
                else
                    owners.Add((database.Target.Instance, path), database);
            }
        }
    }

    private static IEnumerable<string> Paths(RestoreAction full, BackupFile backup)
    {
        var moves = full.Moves.ToDictionary(move => move.LogicalName, move => move.PhysicalName, StringComparer.OrdinalIgnoreCase);
        return backup.FileList.Select(file => moves.TryGetValue(file.LogicalName, out var moved) ? moved : file.PhysicalName);
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

    private static PlanProblem Collision(DatabasePlan database, DatabasePlan owner, string path) =>
        new()
        {
            Kind = PlanProblemKind.FileLayout,
            Server = database.Target.Instance,
            Database = database.Target.Database,
            Message = $"{database.Target.Key} and {owner.Target.Key} would both be restored to {path}.",
            Remedy = "Move the files of one of them elsewhere.",
            DocumentationUri = Documentation.RestoreArguments,
        };

    private sealed class PathComparer : IEqualityComparer<(string Instance, string Path)>
    {
        public static PathComparer Instance { get; } = new();

        public bool Equals((string Instance, string Path) left, (string Instance, string Path) right) =>
            StringComparer.OrdinalIgnoreCase.Equals(left.Instance, right.Instance)
            && StringComparer.OrdinalIgnoreCase.Equals(left.Path, right.Path);

        public int GetHashCode((string Instance, string Path) key) =>
            (StringComparer.OrdinalIgnoreCase.GetHashCode(key.Instance) * 397) ^ StringComparer.OrdinalIgnoreCase.GetHashCode(key.Path);
    }
}
