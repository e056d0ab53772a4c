using BizTalkDR.Topologies;

namespace BizTalkDR.Backups.Merging;

/// <summary>
/// Merges what several sources say into one history. Pure: the result depends on what the sources say, not on their order, and a source that
/// is given twice says nothing new. Of tables, log shipping's copy is believed before the job's own (the destination knows where it reads
/// files); a file that was read is believed before any row or given header about it.
/// </summary>
internal sealed class HistoryMerger
{
    private readonly List<BackupContradiction> contradictions = [];
    private readonly List<string> warnings = [];
    private readonly List<SourceHistory> sources;
    private readonly Func<string, bool> isInstance;
    private readonly string management;

    private HistoryMerger(IEnumerable<SourceHistory> sources, Func<string, bool> isInstance, string management)
    {
        this.management = management;
        this.sources =
        [
            .. sources
                .OrderBy(source => Rank(source.Source))
                .ThenBy(source => source.Sets is [{ Files: [{ Path: var path }, ..] }, ..] ? path : null, StringComparer.Ordinal),
        ];
        this.isInstance = isInstance;
    }

    /// <summary>One history of all sources.</summary>
    /// <param name="sources">What each says, in any order.</param>
    /// <param name="isInstance">Whether a server name is that of an instance of the topology.</param>
    /// <param name="management">The management database of the group that is asked about.</param>
    public static BackupHistory Merge(IEnumerable<SourceHistory> sources, Func<string, bool> isInstance, string management) =>
        new HistoryMerger(sources, isInstance, management).Merge();

    private BackupHistory Merge()
    {
        var tables = sources.Where(source => source.Sets.Count > 0).ToList();
        contradictions.AddRange(sources.SelectMany(source => source.Contradictions).Concat(TableSets.Contradictions(tables)));
        var sets = BackupHistoryMerge.Combine(tables.SelectMany(table => table.Sets));
        var known = Overwritten.Mark(KnownBackups.Of(sources.SelectMany(source => source.Backups), contradictions));
        var byName = known
            .SelectMany(backup => backup.FileNames.Select(name => (name, backup)))
            .ToLookup(pair => pair.name, pair => pair.backup, StringComparer.OrdinalIgnoreCase);
        if (known.Count > 0)
            sets = Rename(sets, known, ServerAliases.Learn(sets.SelectMany(set => set.Files), byName, isInstance));
        var families = DatabaseFamilies.Learn(known, isInstance);
        if (families.Any)
        {
            known.ForEach(backup => backup.Rename(families.Resolve(backup.Database).Server));
            sets = Rename(sets, families.Resolve);
        }
        OtherFamilies.Mark(known);
        contradictions.AddRange(TwoSpellings.Find(sets));
        var searched = new SearchedFolders(sources.SelectMany(source => source.Searched), sources.SelectMany(source => source.Unreadable));
        var rows = new RowMatcher(byName, searched, contradictions);
        if (known.Count > 0 || searched.Any)
            sets = [.. sets.Select(set => set with { Files = rows.Match(set.Files) })];
        var loose = LooseBackups.Sort(known.Where(backup => !rows.IsMatched(backup)), searched, contradictions);
        var rebuilt = new RebuiltSets(sets, contradictions);
        foreach (var (name, file) in GroupsOfSets.OfGroup(sets, loose.OfJob, management, warnings))
            rebuilt.Add(name, file);
        AddUnread(rebuilt, sets, loose, searched, rows);
        var ordered = Number(rebuilt);
        return new BackupHistory
        {
            Sets = ordered,
            OtherBackups = Others(ordered, [.. loose.Others, .. rebuilt.Left, .. rebuilt.Duplicates], sets.Count > 0),
            IsWhole = sources.TrueForAll(source => source.IsWhole),
            Sources = [.. sources.Select(source => source.Source).Distinct()],
            Contradictions = Ordered(),
            Warnings =
            [
                .. sources.SelectMany(source => source.Warnings).Concat(warnings).Distinct(),
                .. ContradictionSummary.Of(Ordered()),
            ],
        };
    }

    private static IReadOnlyList<BackupSet> Rename(IReadOnlyList<BackupSet> sets, List<KnownBackup> known, ServerAliases aliases)
    {
        if (!aliases.Any)
            return sets;
        known.ForEach(backup => backup.Rename(aliases.Resolve(backup.Database.Server)));
        return Rename(sets, database => new DatabaseKey(aliases.Resolve(database.Server), database.Name));
    }

    private static IReadOnlyList<BackupSet> Rename(IReadOnlyList<BackupSet> sets, Func<DatabaseKey, DatabaseKey> name) =>
        [.. sets.Select(set => set with { Files = [.. set.Files.Select(file => file with { Database = name(file.Database) })] })];

    private void AddUnread(
        RebuiltSets rebuilt,
        IReadOnlyList<BackupSet> tables,
        LooseBackups loose,
        SearchedFolders searched,
        RowMatcher rows
    )
    {
        var unread = searched.Unreadable.Where(file => !rows.IsMatched(file)).ToList();
        if (unread.Count == 0)
            return;
        var owners = Owners(tables.SelectMany(set => set.Files).Concat(loose.OfJob.Select(each => each.File)));
        var notHere = new List<UnreadableFile>();
        foreach (var file in unread)
        {
            var name = JobFileName.Parse(file.FileName);
            var database = name is not null && owners.TryGetValue(name.Owner, out var owner) ? owner : (DatabaseKey?)null;
            if (database is { } known)
                rebuilt.AddUnread(name!, known, file);
            if (file.IsDefect)
                contradictions.Add(Unusable(file, database));
            else
                notHere.Add(file);
        }
        if (notHere.Count > 0)
            warnings.Add(
                $"{notHere.Count} file(s) can't be read here, which says nothing against them, but what they hold is not known: {notHere[0].Path}: {notHere[0].Reason}"
            );
    }

    // How the names of files begin, and which database that means.
    private static Dictionary<string, DatabaseKey> Owners(IEnumerable<BackupFile> files)
    {
        var owners = new Dictionary<string, DatabaseKey>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
        {
            if (JobFileName.Parse(file.FileName) is { } name)
                owners[name.Owner] = file.Database;
        }
        return owners;
    }

    private static BackupContradiction Unusable(UnreadableFile file, DatabaseKey? database) =>
        new()
        {
            Kind = BackupContradictionKind.DamagedFile,
            Server = database?.Server,
            Database = database?.Name,
            Path = file.Path,
            Message = $"{file.Path} can't be used: {file.Reason}",
            Remedy = "Look for another copy of the file, or restore to a mark that does not need it.",
        };

    // Ids of the tables stay; the others get ids that lie between them, where there is room.
    private List<BackupSet> Number(RebuiltSets rebuilt)
    {
        var found = rebuilt.Sets.Select(each => new SetOrder.Entry(each.Set, each.Stamp, IsOfTable: false)).ToList();
        if (found.Count == 0)
            return [.. rebuilt.Joined];
        var tables = rebuilt.Joined.Select(set => new SetOrder.Entry(set, set.MarkName ?? Stamp(set), IsOfTable: true));
        var ordered = SetCompleteness.Judge(SetOrder.Sort([.. tables, .. found]), warnings);
        var first = ordered.FindIndex(entry => entry.IsOfTable);
        var id = first < 0 ? 0 : ordered[first].Set.SetId - first - 1;
        var nextOfTable = NextIds(ordered);
        var numbered = new List<BackupSet>(ordered.Count);
        for (var at = 0; at < ordered.Count; at++)
        {
            id = ordered[at].IsOfTable ? ordered[at].Set.SetId : Math.Min(id + 1, Math.Max(id, nextOfTable[at] - 1));
            numbered.Add(ordered[at].Set with { SetId = id });
        }
        return numbered;
    }

    private static long[] NextIds(List<SetOrder.Entry> ordered)
    {
        var next = new long[ordered.Count];
        var id = long.MaxValue;
        for (var at = ordered.Count - 1; at >= 0; at--)
        {
            next[at] = id;
            if (ordered[at].IsOfTable)
                id = ordered[at].Set.SetId;
        }
        return next;
    }

    private static string Stamp(BackupSet set) =>
        set.Files.Select(file => JobFileName.Parse(file.FileName)?.Stamp).FirstOrDefault(stamp => stamp is not null) ?? "";

    // msdb knows the backups of every database of an instance; those of the group matter.
    private List<BackupFile> Others(List<BackupSet> sets, IEnumerable<BackupFile> others, bool hasTables)
    {
        var members = new HashSet<DatabaseKey>(sets.SelectMany(set => set.Databases));
        var kept = others
            .Where(file => members.Count == 0 || members.Contains(file.Database) || file.HeaderSource != HistorySource.Msdb)
            .OrderBy(file => file.Database)
            .ThenBy(file => file.Header?.LastLSN)
            .ThenBy(file => file.Path, StringComparer.Ordinal)
            .ThenBy(file => file.Position)
            .ToList();
        if (hasTables)
            contradictions.AddRange(
                kept.Where(file => members.Contains(file.Database) && IsWorthNaming(file)).Select(RebuiltSets.WithoutRow)
            );
        return kept;
    }

    private static bool IsWorthNaming(BackupFile file) =>
        file.HeaderSource == HistorySource.Files || file is { Type: BackupType.Log, Header.IsCopyOnly: false };

    private List<BackupContradiction> Ordered() =>
        [
            .. contradictions
                .Distinct()
                .OrderBy(each => each.Kind)
                .ThenBy(each => each.Server, StringComparer.OrdinalIgnoreCase)
                .ThenBy(each => each.Database, StringComparer.OrdinalIgnoreCase)
                .ThenBy(each => each.Path, StringComparer.Ordinal)
                .ThenBy(each => each.Message, StringComparer.Ordinal),
        ];

    private static int Rank(HistorySource source) =>
        source switch
        {
            HistorySource.LogShipping => 0,
            HistorySource.BackupJob => 1,
            HistorySource.Files => 2,
            HistorySource.Headers => 3,
            _ => 4,
        };
}
