using BizTalkDR.Errors;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Paths;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Text;

namespace BizTalkDR.Restore.Files;

/// <summary>Whether the files of a plan can be written where they are to go: nobody else's place, a folder that exists, enough space.</summary>
internal static class FileLayoutCheck
{
    /// <summary>What is wrong, one problem per file in the way, missing folder and full volume.</summary>
    public static IEnumerable<PlanProblem> Find(IReadOnlyList<DatabasePlan> databases, IReadOnlyList<InstanceStorage> storage)
    {
        var files = PlannedFile.Of(databases);
        foreach (var instance in files.GroupBy(file => file.Instance, StringComparer.OrdinalIgnoreCase))
        {
            var known = storage.FirstOrDefault(each => string.Equals(each.Instance, instance.Key, StringComparison.OrdinalIgnoreCase));
            var found = Meeting(instance).Concat(known is null ? [] : Occupied(instance, known).Concat(MissingFolders(instance, known)));
            foreach (var problem in found)
                yield return problem;
            if (known is null)
                continue;
            foreach (var problem in SpaceCheck.Find(instance.Key, [.. instance], known))
                yield return problem;
        }
    }

    /// <summary>What could not be checked, one sentence each.</summary>
    public static IEnumerable<string> Notes(IReadOnlyList<DatabasePlan> databases, IReadOnlyList<InstanceStorage> storage)
    {
        foreach (var instance in PlannedFile.Of(databases).GroupBy(file => file.Instance, StringComparer.OrdinalIgnoreCase))
        {
            var known = storage.FirstOrDefault(each => string.Equals(each.Instance, instance.Key, StringComparison.OrdinalIgnoreCase));
            foreach (var note in (known?.Notes ?? []).Concat(known is null ? [] : SpaceCheck.Notes(instance.Key, [.. instance], known)))
                yield return note;
        }
    }

    private static IEnumerable<PlanProblem> Meeting(IEnumerable<PlannedFile> files)
    {
        var owners = new Dictionary<string, PlannedFile>(ServerPath.Comparer);
        foreach (var file in files)
        {
            if (!owners.TryGetValue(file.Path, out var owner))
                owners.Add(file.Path, file);
            else if (ReferenceEquals(owner.Database, file.Database))
                yield return Problem(
                    file,
                    $"Two files of {file.Database.Target.Key}, {owner.LogicalName} and {file.LogicalName}, would both be restored to {file.Path}.",
                    "Give each file its own path."
                );
            else
                yield return Problem(
                    file,
                    $"{file.Database.Target.Key} and {owner.Database.Target.Key} would both be restored to {file.Path}.",
                    "Move the files of one of them elsewhere."
                );
        }
    }

    private static IEnumerable<PlanProblem> Occupied(IEnumerable<PlannedFile> files, InstanceStorage storage)
    {
        var owners = storage.Files.ToLookup(owned => owned.PhysicalName, ServerPath.Comparer);
        var paths = Asked(storage);
        foreach (var file in files)
        {
            var others = owners[file.Path].Where(owned => !owned.Database.SameAs(file.Database.Target.Database)).ToList();
            if (others.Count > 0)
                yield return Problem(
                    file,
                    $"{file.Path}, where {file.LogicalName} of {file.Database.Target.Key} is to go, belongs to database {others[0].Database} of that instance (message 1834).",
                    $"Move the files elsewhere, or drop {others[0].Database} first if it is no longer needed."
                );
            else if (paths.TryGetValue(file.Path, out var path) && path.IsFolder == true)
                yield return Problem(
                    file,
                    $"{file.Path}, where {file.LogicalName} of {file.Database.Target.Key} is to go, is a folder.",
                    "Give the path of a file."
                );
            else if (path is { IsFile: true } && !owners.Contains(file.Path) && !Overwrites(file.Database))
                yield return Problem(
                    file,
                    $"{file.Path}, where {file.LogicalName} of {file.Database.Target.Key} is to go, exists and belongs to no database of that instance (message 3156).",
                    "Look whether the file is still needed; delete it, or move the files elsewhere."
                );
        }
    }

    private static IEnumerable<PlanProblem> MissingFolders(IEnumerable<PlannedFile> files, InstanceStorage storage)
    {
        var paths = Asked(storage);
        return files
            .Where(file => paths.TryGetValue(file.Path, out var path) && path.HasFolder == false)
            .GroupBy(file => ServerPath.Folder(file.Path), ServerPath.Comparer)
            .Select(folder => new PlanProblem
            {
                Kind = PlanProblemKind.MissingFolder,
                Server = storage.Instance,
                Database = SpaceCheck.OnlyDatabase(folder),
                Message =
                    $"{storage.Instance} has no folder {folder.Key}, where files of {SpaceCheck.Names(folder)} are to go (message 5133).",
                Remedy = "Create the folder and let the account of the SQL Server service write to it, or move the files elsewhere.",
                DocumentationUri = Documentation.RestoreArguments,
            });
    }

    private static Dictionary<string, StoragePath> Asked(InstanceStorage storage)
    {
        var paths = new Dictionary<string, StoragePath>(ServerPath.Comparer);
        foreach (var path in storage.Paths)
            paths[path.Path] = path;
        return paths;
    }

    private static bool Overwrites(DatabasePlan database) => database.Actions.Any(action => action.Replace);

    private static PlanProblem Problem(PlannedFile file, string message, string remedy) =>
        new()
        {
            Kind = PlanProblemKind.FileLayout,
            Server = file.Instance,
            Database = file.Database.Target.Database,
            Message = message,
            Remedy = remedy,
            DocumentationUri = Documentation.RestoreArguments,
        };
}
