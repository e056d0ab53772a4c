using BizTalkDR.Paths;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;

namespace BizTalkDR.Backups.Headers;

/// <summary>
/// Reads which files log and differential backups hold, where a file was added to a database since a full backup: the backup that brings it along
/// makes it, and where it goes has to be said there. The newest backup of a database tells whether there is such a file; most databases have none.
/// </summary>
internal sealed class LogFileLists(IInstanceConnector connector)
{
    /// <summary>The history with the files of such backups.</summary>
    public BackupHistory AddTo(
        BackupHistory history,
        IReadOnlyDictionary<DatabaseKey, InstanceReference> readers,
        int throttle,
        CancellationToken cancellationToken
    )
    {
        var readable = history
            .Sets.SelectMany(set => set.Files)
            .Concat(history.OtherBackups)
            .Where(file =>
                file is { Defect: null, Header.LastLSN: not null, ReadBy: not null }
                && !ServerPath.IsUrl(file.Path)
                && readers.ContainsKey(file.Database)
            )
            .ToLookup(file => file.Database);
        var newest = Read(
            readable.Select(files => Later(files).OrderByDescending(file => file.Header!.LastLSN).FirstOrDefault()).OfType<BackupFile>(),
            readers,
            throttle,
            cancellationToken
        );
        var grown = newest.Where(pair => HasMore(pair.Value, readable[pair.Key.Database])).Select(pair => pair.Key.Database).ToList();
        if (grown.Count == 0)
            return history;
        var lists = Read(grown.SelectMany(database => Later(readable[database])), readers, throttle, cancellationToken);
        BackupFile With(BackupFile file) => lists.TryGetValue(file, out var list) ? file with { FileList = list } : file;
        return history with
        {
            Sets = [.. history.Sets.Select(set => set with { Files = [.. set.Files.Select(With)] })],
            OtherBackups = [.. history.OtherBackups.Select(With)],
        };
    }

    private Dictionary<BackupFile, IReadOnlyList<DatabaseFileLayout>> Read(
        IEnumerable<BackupFile> files,
        IReadOnlyDictionary<DatabaseKey, InstanceReference> readers,
        int throttle,
        CancellationToken cancellationToken
    )
    {
        var parts = files
            .GroupBy(file => readers[file.Database].Name)
            .SelectMany(group =>
                BackupHeaderReader.Split([.. group], throttle).Select(part => (Instance: readers[part[0].Database], Part: part))
            );
        var lists = new Dictionary<BackupFile, IReadOnlyList<DatabaseFileLayout>>(BackupHeaderReader.ReferenceComparer.Instance);
        foreach (var read in OwnThread.ForEach(parts, part => Read(part.Instance, part.Part, cancellationToken), cancellationToken))
        {
            foreach (var (file, list) in read)
                lists[file] = list;
        }
        return lists;
    }

    private List<(BackupFile File, IReadOnlyList<DatabaseFileLayout> List)> Read(
        InstanceReference instance,
        List<BackupFile> files,
        CancellationToken cancellationToken
    )
    {
        using var connection = connector.Open(instance, null, cancellationToken);
        var read = new List<(BackupFile, IReadOnlyList<DatabaseFileLayout>)>();
        foreach (var file in files)
        {
            if (HeaderReading.TryFileList(connection, file, cancellationToken) is { } list)
                read.Add((file, list));
        }
        return read;
    }

    private static IEnumerable<BackupFile> Later(IEnumerable<BackupFile> files) =>
        files.Where(file => file.Type is BackupType.Log or BackupType.Differential);

    private static bool HasMore(IReadOnlyList<DatabaseFileLayout> list, IEnumerable<BackupFile> files) =>
        files.Any(full =>
            full is { Type: BackupType.Full, FileList.Count: > 0 } && list.Any(file => !full.FileList.Any(known => known.IsSameFile(file)))
        );
}
