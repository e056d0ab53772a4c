using BizTalkDR.Topologies;

namespace BizTalkDR.Backups.Merging;

/// <summary>
/// Which log and differential backups keep the lists of files that files and given headers tell: those of a database to which a file was added since one
/// of its full backups. The backup that brings it along is told where it goes; of all others the list says nothing new.
/// </summary>
internal static class AddedFileLists
{
    /// <summary>The history without the lists that say nothing new.</summary>
    public static BackupHistory Only(BackupHistory history)
    {
        var listed = All(history).Where(file => file.FileList.Count > 0).ToLookup(file => file.Database);
        var grown = new HashSet<DatabaseKey>(listed.Where(HasGrown).Select(files => files.Key));
        if (!listed.Any(files => !grown.Contains(files.Key) && files.Any(IsLater)))
            return history;
        return history with
        {
            Sets = [.. history.Sets.Select(set => set with { Files = [.. set.Files.Select(Kept)] })],
            OtherBackups = [.. history.OtherBackups.Select(Kept)],
        };

        BackupFile Kept(BackupFile file) =>
            IsLater(file) && file.FileList.Count > 0 && !grown.Contains(file.Database) ? file with { FileList = [] } : file;
    }

    private static IEnumerable<BackupFile> All(BackupHistory history) =>
        history.Sets.SelectMany(set => set.Files).Concat(history.OtherBackups);

    private static bool IsLater(BackupFile file) => file.Type is BackupType.Log or BackupType.Differential;

    private static bool HasGrown(IEnumerable<BackupFile> files)
    {
        var all = files.ToList();
        var fulls = all.Where(file => file.Type == BackupType.Full).ToList();
        return all.Where(IsLater)
            .SelectMany(file => file.FileList)
            .Any(file => fulls.Exists(full => !full.FileList.Any(known => known.IsSameFile(file))));
    }
}
