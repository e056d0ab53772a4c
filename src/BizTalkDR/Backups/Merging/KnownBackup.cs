using BizTalkDR.Backups.Headers;
using BizTalkDR.Paths;
using BizTalkDR.Topologies;

namespace BizTalkDR.Backups.Merging;

/// <summary>One backup, and every copy of it that a source without set ids knows of.</summary>
internal sealed class KnownBackup
{
    public KnownBackup(List<BackupFile> copies)
    {
        Copies = copies.Count == 1 ? copies : Ordered(copies);
        Database = Copies[0].Database;
        Header = Copies[0].Header!;
    }

    /// <summary>The copies by their paths, the best first.</summary>
    public IReadOnlyList<BackupFile> Copies { get; private set; }

    public DatabaseKey Database { get; private set; }

    public BackupHeader Header { get; }

    public BackupType Type => Header.BackupType;

    /// <summary>The names of its files.</summary>
    public IEnumerable<string> FileNames =>
        Copies.Count == 1 ? [Copies[0].FileName] : Copies.Select(copy => copy.FileName).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>The copies that were found, as files.</summary>
    public IEnumerable<BackupFile> Found => Copies.Where(copy => copy.HeaderSource == HistorySource.Files);

    /// <summary>What the name of one of the copies says, where it is one of the job's: a name that agrees with the header before one that does not.</summary>
    public JobFileName? JobName
    {
        get
        {
            if (Copies.Select(copy => copy.MarkName).FirstOrDefault(mark => mark is not null) is { } mark)
                return JobFileName.OfLog(Database.Name, mark, Header.BackupStartDate);
            // The job writes one set into each file; what stands behind it is somebody else's.
            if (Copies.Count == 1)
                return Header.Position == 1 ? JobFileName.Parse(Copies[0].FileName) : null;
            var names = Copies
                .Where(copy => copy.Position == 1)
                .Select(copy => JobFileName.Parse(copy.FileName))
                .OfType<JobFileName>()
                .ToList();
            return names.Find(Agrees) ?? names.FirstOrDefault();
        }
    }

    /// <summary>Whether a name speaks of this backup.</summary>
    public bool Agrees(JobFileName name) => name.Type == Type && name.IsOf(Database.Name);

    /// <summary>The server goes by another name.</summary>
    public void Rename(string server) => Database = new DatabaseKey(server, Database.Name);

    /// <summary>None of its copies can be used.</summary>
    public void Spoil(string defect) => Copies = [.. Copies.Select(copy => copy with { Defect = copy.Defect ?? defect })];

    /// <summary>Another backup was written to the place of a copy.</summary>
    public void Replace((string, int) place, BackupHeader later) =>
        Copies = Ordered([
            .. Copies.Select(copy =>
                copy.Defect is null && Overwritten.Places(copy).Contains(place)
                    ? copy with
                    {
                        Defect = $"Its file was overwritten by a later backup ({later}, begun {later.BackupStartDate:s}).",
                    }
                    : copy
            ),
        ]);

    private static List<BackupFile> Ordered(List<BackupFile> copies) =>
        [
            .. copies
                .GroupBy(copy => (ServerPath.Key(copy.Path), copy.Position))
                .Select(OnePath)
                .OrderBy(copy => copy.Defect is null ? 0 : 1)
                .ThenBy(copy => Rank(copy.HeaderSource))
                .ThenBy(copy => copy.Path, StringComparer.OrdinalIgnoreCase)
                .ThenBy(copy => copy.Path, StringComparer.Ordinal)
                .ThenBy(copy => copy.Position),
        ];

    // A file that was read decides over what others say of the same path; sizes and files come from whoever knows them.
    private static BackupFile OnePath(IEnumerable<BackupFile> same)
    {
        var ordered = same.OrderBy(copy => Rank(copy.HeaderSource))
            .ThenBy(copy => copy.Paths.Count == 1 ? 1 : 0)
            .ThenBy(copy => copy.Defect is null ? 0 : 1)
            .ThenBy(copy => copy.Defect, StringComparer.Ordinal)
            .ToList();
        var best = ordered[0];
        return best with
        {
            Header = ordered.Select(copy => copy.Header!).Aggregate(best.Header!, HeaderFields.Complete),
            FileList = ordered.Select(copy => copy.FileList).FirstOrDefault(files => files.Count > 0) ?? [],
        };
    }

    private static int Rank(HistorySource? source) =>
        source switch
        {
            HistorySource.Files => 0,
            HistorySource.Headers => 1,
            _ => 2,
        };
}
