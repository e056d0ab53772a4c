using BizTalkDR.BackupMedia;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Requests;

namespace BizTalkDR.Sandbox.Storage.Restore;

/// <summary>Where the files of a restored database go: their old paths, or where MOVE says.</summary>
internal static class FilePlacement
{
    /// <summary>
    /// The files. Throws 3234 for a MOVE of a file that is not in the backup; else all problems at once (5133, 5123, 1834, 3634, 3142
    /// with 3156, 3176, 3257) and 3119.
    /// </summary>
    internal static IReadOnlyList<DatabaseFile> Plan(
        DatabaseEngine instance,
        RestoreRequest request,
        BackupSetHeader header,
        Database? existing
    )
    {
        CheckMoves(request, header);
        var files = header.Files.Select(file => ToFile(file, request)).ToArray();
        Check(instance, request, files, existing, replaced: existing);
        return files;
    }

    /// <summary>Throws 3234 for a MOVE of a file that is not in the backup.</summary>
    internal static void CheckMoves(RestoreRequest request, BackupSetHeader header)
    {
        foreach (var moved in request.Moves.Keys)
            if (!header.Files.Any(file => file.LogicalName.SameAs(moved)))
                throw MessageCatalog.Error(3234, moved, header.DatabaseName);
    }

    /// <summary>Throws all that keeps files from lying where they are to go, at once.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="request">The restore.</param>
    /// <param name="files">The files that are made.</param>
    /// <param name="existing">The database itself, if it is there.</param>
    /// <param name="replaced">The database whose files give their space back; null if all stay.</param>
    internal static void Check(
        DatabaseEngine instance,
        RestoreRequest request,
        DatabaseFile[] files,
        Database? existing,
        Database? replaced
    )
    {
        var problems = new List<SqlMessage>();
        foreach (var file in files)
            problems.AddRange(ProblemsOf(instance, request, file, existing));
        problems.AddRange(Collisions(files));
        if (problems.Count == 0)
            problems.AddRange(SpaceProblems(instance, files, replaced));
        if (problems.Count > 0)
            throw new SqlServerException(problems[0], [.. problems.Skip(1), MessageCatalog.Message(3119)]);
    }

    /// <summary>The path that MOVE gives a file, or null.</summary>
    internal static string? Moved(RestoreRequest request, string logicalName) =>
        request.Moves.FirstOrDefault(move => move.Key.SameAs(logicalName)).Value;

    internal static DatabaseFile ToFile(BackupFileEntry file, RestoreRequest request) =>
        new()
        {
            FileId = (int)file.FileId,
            LogicalName = file.LogicalName,
            PhysicalName = Moved(request, file.LogicalName) ?? file.PhysicalName,
            IsLog = file.Type == "L",
            FileGroup = file.FileGroupName ?? "",
            Size = (int)(file.Size / 8192),
            MaxSize = file.MaxSize >= 35184372080640 ? -1 : (int)(file.MaxSize / 8192),
            UniqueId = file.UniqueId,
        };

    /// <summary>Makes the planned files in place of those that the database had.</summary>
    internal static void Put(Database database, IReadOnlyList<DatabaseFile> files)
    {
        foreach (var old in database.Files.Where(old => !files.Any(file => file.PhysicalName.SameAs(old.PhysicalName))))
            PhysicalFiles.Delete(database, old);
        database.Files = files;
        foreach (var file in files)
            PhysicalFiles.Create(database, file);
    }

    private static IEnumerable<SqlMessage> ProblemsOf(
        DatabaseEngine instance,
        RestoreRequest request,
        DatabaseFile file,
        Database? existing
    )
    {
        var owner = PhysicalFiles.Owner(instance, file.PhysicalName);
        if (owner is not null && owner == existing)
            yield break;
        SqlMessage? cause;
        if (owner is not null && owner.Instance != instance)
            cause = MessageCatalog.Message(
                3634,
                WindowsError.Describe(WindowsError.SharingViolation),
                "RestoreContainer::ValidateTargetForCreation",
                file.PhysicalName
            );
        else
            cause = PhysicalFiles.WhyNotNew(instance, file.PhysicalName, mayOverwrite: true, existing);
        if (cause is null && !request.Replace && Exists(instance, file))
            yield return MessageCatalog.Message(3142, file.LogicalName, file.PhysicalName);
        if (cause is null)
            yield break;
        yield return cause;
        yield return MessageCatalog.Message(3156, file.LogicalName, file.PhysicalName);
    }

    private static IEnumerable<SqlMessage> Collisions(DatabaseFile[] files) =>
        files
            .GroupBy(file => file.PhysicalName, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group =>
                MessageCatalog.Message(
                    3176,
                    group.Key,
                    group.First().LogicalName,
                    group.First().FileId,
                    group.ElementAt(1).LogicalName,
                    group.ElementAt(1).FileId
                )
            );

    private static IEnumerable<SqlMessage> SpaceProblems(DatabaseEngine instance, DatabaseFile[] files, Database? replaced)
    {
        foreach (var drive in files.Where(HasDrive).GroupBy(file => char.ToUpperInvariant(file.PhysicalName[0])))
        {
            var present = replaced?.Files.Where(file => HasDrive(file) && char.ToUpperInvariant(file.PhysicalName[0]) == drive.Key) ?? [];
            var needed = (drive.Sum(file => (long)file.Size) - present.Sum(file => (long)file.Size)) * 8192;
            var free = instance.Host.Files.GetFreeSpace(instance.ComputerName, drive.Key);
            if (needed > free)
                yield return MessageCatalog.Message(3257, $@"{drive.Key}:\", needed, free);
        }
    }

    private static bool HasDrive(DatabaseFile file) => file.PhysicalName is [_, ':', ..];

    private static bool Exists(DatabaseEngine instance, DatabaseFile file) =>
        instance.Host.Files.FindFile(instance.ComputerName, file.PhysicalName, out _) == WindowsError.None;
}
