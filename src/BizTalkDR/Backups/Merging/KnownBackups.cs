namespace BizTalkDR.Backups.Merging;

/// <summary>
/// The backups that sources without set ids know of, each once: what several of them know is one backup if its identifier is the same, or,
/// where a source has no identifiers, if database, kind, LSNs and the file's name are.
/// </summary>
internal static class KnownBackups
{
    public static List<KnownBackup> Of(IEnumerable<BackupFile> backups)
    {
        var all = backups.Where(backup => backup.Header is not null).ToList();
        var identified = all.Where(Identifier).ToLookup(backup => backup.Header!.BackupSetGUID!.Value);
        var byFacts = new Dictionary<Facts, Guid>();
        foreach (var same in identified.OrderBy(same => same.Key))
        {
            foreach (var backup in same)
                byFacts[FactsOf(backup)] = same.Key;
        }
        var known = identified.ToDictionary(same => same.Key, same => same.ToList());
        var others = new Dictionary<Facts, List<BackupFile>>();
        foreach (var backup in all.Where(backup => !Identifier(backup)))
        {
            var facts = FactsOf(backup);
            if (byFacts.TryGetValue(facts, out var guid))
                known[guid].Add(backup);
            else if (others.TryGetValue(facts, out var same))
                same.Add(backup);
            else
                others.Add(facts, [backup]);
        }
        return [.. known.Values.Concat(others.Values).Select(copies => new KnownBackup(copies)).OrderBy(backup => backup, ByPlace)];
    }

    /// <summary>An order that does not depend on the sources: by database, then by the chain.</summary>
    private static Comparer<KnownBackup> ByPlace { get; } =
        Comparer<KnownBackup>.Create(
            (left, right) =>
            {
                var order = left.Database.CompareTo(right.Database);
                if (order == 0)
                    order = Nullable.Compare(left.Header.LastLSN, right.Header.LastLSN);
                if (order == 0)
                    order = Nullable.Compare(left.Header.BackupStartDate, right.Header.BackupStartDate);
                if (order == 0)
                    order = string.CompareOrdinal(left.Copies[0].Path, right.Copies[0].Path);
                return order == 0 ? left.Header.Position.CompareTo(right.Header.Position) : order;
            }
        );

    private static bool Identifier(BackupFile backup) => backup.Header!.BackupSetGUID is { } guid && guid != Guid.Empty;

    private static Facts FactsOf(BackupFile backup) =>
        new(
            backup.Header!.DatabaseName.ToUpperInvariant(),
            backup.Header.BackupType,
            backup.Header.FirstLSN,
            backup.Header.LastLSN,
            backup.FileName.ToUpperInvariant()
        );

    private readonly record struct Facts(string Database, BackupType Type, decimal? FirstLsn, decimal? LastLsn, string FileName);
}
