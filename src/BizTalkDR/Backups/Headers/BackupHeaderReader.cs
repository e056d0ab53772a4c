using System.Runtime.CompilerServices;
using BizTalkDR.Paths;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using BizTalkDR.Topologies;

namespace BizTalkDR.Backups.Headers;

/// <summary>Reads the headers of backups with RESTORE HEADERONLY and FILELISTONLY, on the instance that would restore them.</summary>
internal sealed class BackupHeaderReader(IInstanceConnector connector)
{
    public BackupHistory AddTo(
        BackupHistory history,
        IReadOnlyDictionary<DatabaseKey, InstanceReference> readers,
        int throttle,
        CancellationToken cancellationToken
    )
    {
        // A header that another source told does not prove that this instance can read the file.
        var wanted = history
            .Sets.SelectMany(set => set.Files)
            .Concat(history.OtherBackups)
            .Where(file =>
                (file.ReadBy is null || file.Header is null) && file.Defect is null && readers.ContainsKey(file.Database) && !IsUrl(file)
            )
            .ToLookup(file => readers[file.Database].Name);
        var parts = wanted.SelectMany(files =>
            Split(files.ToList(), throttle).Select(part => (Instance: readers[part[0].Database], Part: part))
        );
        var readings = OwnThread.ForEach(parts, work => ReadAll(work.Instance, work.Part, cancellationToken), cancellationToken);
        var read = new Dictionary<BackupFile, HeaderReading>(ReferenceComparer.Instance);
        foreach (var (file, reading) in readings.SelectMany(pairs => pairs))
            read[file] = reading;
        BackupFile Read(BackupFile file) => read.TryGetValue(file, out var reading) ? reading.File : file;
        var sets = history.Sets.Select(set => set with { Files = [.. set.Files.Select(Read)] }).ToList();
        var others = history.OtherBackups.Select(Read).ToList();
        others.AddRange(OtherPositions(sets.SelectMany(set => set.Files).Concat(others), read.Values, readers));
        var found = read
            .Values.Select(reading => reading.Contradiction)
            .OfType<BackupContradiction>()
            .Except(history.Contradictions)
            .OrderBy(each => each.Kind)
            .ThenBy(each => each.Path, StringComparer.Ordinal)
            .ToList();
        var complete = history with
        {
            Sets = sets,
            OtherBackups = others,
            Sources = [.. history.Sources, .. history.Sources.Contains(HistorySource.Headers) ? [] : new[] { HistorySource.Headers }],
            Contradictions = [.. history.Contradictions, .. found],
            Warnings = [.. history.Warnings, .. ContradictionSummary.Of(found)],
        };
        return new LogFileLists(connector).AddTo(complete, readers, throttle, cancellationToken);
    }

    private List<(BackupFile, HeaderReading)> ReadAll(
        InstanceReference instance,
        List<BackupFile> files,
        CancellationToken cancellationToken
    )
    {
        using var connection = connector.Open(instance, null, cancellationToken);
        var read = new List<(BackupFile, HeaderReading)>(files.Count);
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            read.Add((file, HeaderReading.Read(connection, instance, file, cancellationToken)));
        }
        return read;
    }

    // What lies at other positions of the files that were read, and is in no set.
    private static IEnumerable<BackupFile> OtherPositions(
        IEnumerable<BackupFile> known,
        IEnumerable<HeaderReading> read,
        IReadOnlyDictionary<DatabaseKey, InstanceReference> readers
    )
    {
        var seen = new HashSet<(string, int)>(known.Select(Place));
        return read.SelectMany(reading => reading.Others)
            .Where(file => readers.ContainsKey(file.Database) && seen.Add(Place(file)))
            .OrderBy(file => file.Database)
            .ThenBy(file => file.Header!.LastLSN)
            .ThenBy(file => file.Position)
            .ToList();
    }

    private static (string, int) Place(BackupFile file) => (ServerPath.Key(file.Path), file.Position);

    // An URL needs FROM URL and a credential on the server; such backups are planned from the history alone.
    private static bool IsUrl(BackupFile file) => ServerPath.IsUrl(file.Path);

    internal static IEnumerable<List<BackupFile>> Split(List<BackupFile> files, int parts) =>
        files
            .Select((file, index) => (file, index))
            .GroupBy(each => each.index % Math.Max(parts, 1))
            .Select(group => group.Select(each => each.file).ToList());

    internal sealed class ReferenceComparer : IEqualityComparer<BackupFile>
    {
        public static ReferenceComparer Instance { get; } = new();

        public bool Equals(BackupFile? left, BackupFile? right) => ReferenceEquals(left, right);

        public int GetHashCode(BackupFile file) => RuntimeHelpers.GetHashCode(file);
    }
}
