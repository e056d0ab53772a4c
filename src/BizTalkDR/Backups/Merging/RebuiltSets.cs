using BizTalkDR.Topologies;

namespace BizTalkDR.Backups.Merging;

/// <summary>
/// Puts the sets of the backup job together again from the names of its files: what bears the same mark is one log set, what bears the same
/// name and time is one full set. What belongs to a set of the tables joins it.
/// </summary>
internal sealed class RebuiltSets(IReadOnlyList<BackupSet> tables, List<BackupContradiction> contradictions)
{
    private readonly List<BackupSet> joined = [.. tables];
    private readonly Lazy<Dictionary<(BackupType, string), int>> places = new(() => Places(tables));
    private readonly Dictionary<(BackupType Type, string Stamp), List<BackupFile>> rebuilt = [];
    private readonly List<BackupFile> left = [];

    /// <summary>The tables' sets, with what was found besides.</summary>
    public IReadOnlyList<BackupSet> Joined => joined;

    /// <summary>Backups that are named as the job's, but whose place in their set is taken.</summary>
    public IReadOnlyList<BackupFile> Left => left;

    /// <summary>The sets that no table knows; their ids are not known yet, nor whether they are complete.</summary>
    public IEnumerable<(string Stamp, BackupSet Set)> Sets =>
        rebuilt
            .OrderBy(pair => pair.Key.Stamp, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.Type)
            .Select(pair => (pair.Key.Stamp, Set(pair.Key.Type, pair.Key.Stamp, pair.Value)));

    /// <summary>Adds a backup to the set that its name says; false if its place there is taken.</summary>
    public void Add(JobFileName name, BackupFile file)
    {
        var key = (name.Type, name.Stamp.ToUpperInvariant());
        if (tables.Count > 0 && file.HeaderSource == HistorySource.Files)
            contradictions.Add(WithoutRow(file));
        if (places.Value.TryGetValue(key, out var at))
        {
            if (joined[at].Databases.Contains(file.Database))
                left.Add(file);
            else
                joined[at] = joined[at] with { Files = [.. joined[at].Files.Append(file).OrderBy(each => each.Database)] };
            return;
        }
        if (!rebuilt.TryGetValue((name.Type, name.Stamp), out var files))
            rebuilt.Add((name.Type, name.Stamp), files = []);
        files.Add(file);
    }

    /// <summary>Adds a file whose header nobody can read; its database is known from other files with the same beginning of their names.</summary>
    public bool AddUnread(JobFileName name, DatabaseKey database, UnreadableFile file)
    {
        if (!rebuilt.TryGetValue((name.Type, name.Stamp), out var files) || files.Exists(each => each.Database == database))
            return false;
        files.Add(
            new BackupFile
            {
                Database = database,
                ServerName = database.Server,
                Type = name.Type,
                Paths = [file.Path],
                Defect = file.IsDefect ? file.Reason : null,
            }
        );
        return true;
    }

    /// <summary>A file that the tables do not know.</summary>
    public static BackupContradiction WithoutRow(BackupFile file) =>
        BackupContradiction.Of(
            BackupContradictionKind.FileWithoutRow,
            file.Database,
            file.Path,
            $"{file.Path} ({file.Type} backup of {file.Database}) is in no table of the backup job: its row was deleted or is still to come, or it was taken outside the job."
        );

    private BackupSet Set(BackupType type, string stamp, List<BackupFile> files)
    {
        // Two backups of one name: the sound one is the set's, of two sound ones the first in the chain.
        var members = files.GroupBy(file => file.Database).Select(same => Ordered(same).First()).OrderBy(file => file.Database).ToList();
        return new BackupSet
        {
            Type = type,
            MarkName = type == BackupType.Log ? stamp : null,
            Files = members,
            Source = members.Select(file => file.HeaderSource).Where(source => source is not null).Min() ?? HistorySource.Files,
        };
    }

    /// <summary>The backups that another of the same name and database keeps out of its set.</summary>
    public IEnumerable<BackupFile> Duplicates =>
        rebuilt.Values.SelectMany(files => files.GroupBy(file => file.Database).SelectMany(same => Ordered(same).Skip(1)));

    private static IEnumerable<BackupFile> Ordered(IEnumerable<BackupFile> files) =>
        files
            .OrderBy(file => file.Defect is null ? 0 : 1)
            .ThenBy(file => file.Header?.LastLSN)
            .ThenBy(file => file.Path, StringComparer.Ordinal);

    private static Dictionary<(BackupType, string), int> Places(IReadOnlyList<BackupSet> tables)
    {
        var places = new Dictionary<(BackupType, string), int>();
        for (var at = 0; at < tables.Count; at++)
        {
            var set = tables[at];
            var stamps =
                set.Type == BackupType.Log && set.MarkName is { } mark
                    ? [mark]
                    : set.Files.Select(file => JobFileName.Parse(file.FileName)?.Stamp).OfType<string>().Distinct();
            foreach (var stamp in stamps)
            {
                if (!places.ContainsKey((set.Type, stamp.ToUpperInvariant())))
                    places.Add((set.Type, stamp.ToUpperInvariant()), at);
            }
        }
        return places;
    }
}
