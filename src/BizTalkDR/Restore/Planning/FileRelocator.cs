using BizTalkDR.Backups;
using BizTalkDR.Group;

namespace BizTalkDR.Restore.Planning;

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
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var moves = new List<FileMove>();
        foreach (var file in backup.FileList)
        {
            var path = Unique(Place(relocation, file, position, instance), taken);
            if (path != file.PhysicalName)
                moves.Add(new FileMove(file.LogicalName, path));
        }
        return moves;
    }

    private static string Place(FileRelocation relocation, DatabaseFileLayout file, DatabasePosition position, InstanceIdentity? instance)
    {
        foreach (var pair in relocation.Exact)
        {
            if (Same(pair.Key, file.LogicalName))
                return pair.Value;
        }
        return relocation.Kind switch
        {
            FileRelocationKind.ExistingFiles => position
                .Files.FirstOrDefault(existing => Same(existing.LogicalName, file.LogicalName))
                ?.PhysicalName
                ?? InFolder(DefaultFolder(file, instance), file),
            FileRelocationKind.DefaultFolders => InFolder(DefaultFolder(file, instance), file),
            FileRelocationKind.Folders => InFolder(GivenFolder(relocation, file), file),
            _ => file.PhysicalName,
        };
    }

    private static string? DefaultFolder(DatabaseFileLayout file, InstanceIdentity? instance) =>
        file.Kind == DatabaseFileKind.Log ? instance?.DefaultLogPath ?? instance?.DefaultDataPath : instance?.DefaultDataPath;

    private static string? GivenFolder(FileRelocation relocation, DatabaseFileLayout file) =>
        file.Kind == DatabaseFileKind.Log ? relocation.LogFolder ?? relocation.DataFolder : relocation.DataFolder;

    private static string InFolder(string? folder, DatabaseFileLayout file)
    {
        if (folder is null)
            return file.PhysicalName;
        var separator = folder.Contains("/") && !folder.Contains("\\") ? '/' : '\\';
        return folder.TrimEnd('\\', '/') + separator + file.PhysicalName.Substring(file.PhysicalName.LastIndexOfAny(['\\', '/']) + 1);
    }

    // Two files of one name in different folders of the source would meet in one folder of the destination.
    private static string Unique(string path, HashSet<string> taken)
    {
        var dot = path.LastIndexOf('.');
        var isExtension = dot > path.LastIndexOfAny(['\\', '/']);
        var stem = isExtension ? path.Substring(0, dot) : path;
        var extension = isExtension ? path.Substring(dot) : "";
        var candidate = path;
        for (var number = 2; !taken.Add(candidate); number++)
            candidate = $"{stem}_{number}{extension}";
        return candidate;
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
