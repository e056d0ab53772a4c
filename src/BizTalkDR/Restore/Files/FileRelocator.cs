using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Paths;
using BizTalkDR.Restore.Plan;

namespace BizTalkDR.Restore.Files;

/// <summary>Computes MOVE: where the files of a backup go at the destination.</summary>
internal static class FileRelocator
{
    /// <summary>The files that go elsewhere than the backup says.</summary>
    public static IReadOnlyList<FileMove> Moves(
        RestoreTarget target,
        BackupFile backup,
        DatabasePosition position,
        InstanceIdentity? instance
    )
    {
        var relocation = target.Relocation;
        if (backup.FileList.Count == 0)
            return
            [
                .. relocation.Exact.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new FileMove(pair.Key, pair.Value)),
            ];
        return Moves(target, backup.FileList, new HashSet<string>(ServerPath.Comparer), position, instance);
    }

    /// <summary>Those of some files of a database that go elsewhere than the backup says.</summary>
    /// <param name="target">What is restored where.</param>
    /// <param name="files">The files.</param>
    /// <param name="taken">The paths that are taken; theirs are added.</param>
    /// <param name="position">The database as it is there now.</param>
    /// <param name="instance">The instance that restores.</param>
    public static IReadOnlyList<FileMove> Moves(
        RestoreTarget target,
        IReadOnlyList<DatabaseFileLayout> files,
        HashSet<string> taken,
        DatabasePosition position,
        InstanceIdentity? instance
    )
    {
        var moves = new List<FileMove>();
        foreach (var file in files)
        {
            var path = Given(target.Relocation, file) ?? Unique(Place(target, file, position, instance), taken);
            taken.Add(path);
            if (path != file.PhysicalName)
                moves.Add(new FileMove(file.LogicalName, path));
        }
        return moves;
    }

    /// <summary>
    /// The item of that logical name: as it is written, else without regard to case if only one is meant. A database whose collation minds
    /// case may have files whose names differ in nothing else.
    /// </summary>
    public static T? Find<T>(IEnumerable<T> items, Func<T, string> logicalName, string wanted)
        where T : class
    {
        T? similar = null;
        var several = false;
        foreach (var item in items)
        {
            if (logicalName(item) == wanted)
                return item;
            if (!string.Equals(logicalName(item), wanted, StringComparison.OrdinalIgnoreCase))
                continue;
            several = similar is not null;
            similar = item;
        }
        return several ? null : similar;
    }

    private static string? Given(FileRelocation relocation, DatabaseFileLayout file) =>
        relocation.Exact.Count == 0
            ? null
            : Find(
                relocation.Exact.Select(pair => new FileMove(pair.Key, pair.Value)),
                move => move.LogicalName,
                file.LogicalName
            )?.PhysicalName;

    private static string Place(RestoreTarget target, DatabaseFileLayout file, DatabasePosition position, InstanceIdentity? instance) =>
        target.Relocation.Kind switch
        {
            FileRelocationKind.ExistingFiles => Find(position.Files, existing => existing.LogicalName, file.LogicalName)?.PhysicalName
                ?? InFolder(DefaultFolder(file, instance), target, file),
            FileRelocationKind.DefaultFolders => InFolder(DefaultFolder(file, instance), target, file),
            FileRelocationKind.Folders => InFolder(GivenFolder(target.Relocation, file), target, file),
            _ => file.PhysicalName,
        };

    private static string? DefaultFolder(DatabaseFileLayout file, InstanceIdentity? instance) =>
        file.Kind == DatabaseFileKind.Log ? instance?.DefaultLogPath ?? instance?.DefaultDataPath : instance?.DefaultDataPath;

    private static string? GivenFolder(FileRelocation relocation, DatabaseFileLayout file) =>
        file.Kind == DatabaseFileKind.Log ? relocation.LogFolder ?? relocation.DataFolder : relocation.DataFolder;

    private static string InFolder(string? folder, RestoreTarget target, DatabaseFileLayout file) =>
        folder is null ? file.PhysicalName : ServerPath.Combine(folder, Renamed(target, ServerPath.FileName(file.PhysicalName)));

    // A copy under another name would meet the files of the original in the same folder, so it takes its new name into theirs.
    private static string Renamed(RestoreTarget target, string fileName)
    {
        var (from, to) = (target.Source.Name, target.Database);
        var at = fileName.IndexOf(from, StringComparison.OrdinalIgnoreCase);
        if (at < 0 || string.Equals(from, to, StringComparison.OrdinalIgnoreCase))
            return fileName;
        return fileName.Substring(0, at) + ServerPath.SafeFileName(to) + fileName.Substring(at + from.Length);
    }

    // Two files of one name in different folders of the source would meet in one folder of the destination.
    private static string Unique(string path, HashSet<string> taken)
    {
        var dot = path.LastIndexOf('.');
        var isExtension = dot > path.Length - ServerPath.FileName(path).Length - 1;
        var stem = isExtension ? path.Substring(0, dot) : path;
        var extension = isExtension ? path.Substring(dot) : "";
        var candidate = path;
        for (var number = 2; taken.Contains(candidate); number++)
            candidate = $"{stem}_{number}{extension}";
        return candidate;
    }
}
