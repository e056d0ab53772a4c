namespace BizTalkDR.Backups.Merging;

/// <summary>
/// The backups that sources without set ids know of, each once: what several of them know is one backup if its identifier is the same, or,
/// where a source has no identifiers, if database, kind, LSNs and the file's name are.
/// </summary>
internal static class KnownBackups
{
    /// <param name="backups">What the sources tell.</param>
    /// <param name="contradictions">Takes in which of them contradict each other.</param>
    public static List<KnownBackup> Of(IEnumerable<BackupFile> backups, List<BackupContradiction> contradictions)
    {
        var known = new Dictionary<Guid, List<BackupFile>>();
        var unidentified = new List<BackupFile>();
        foreach (var backup in backups.Where(backup => backup.Header is not null))
        {
            if (backup.Header!.BackupSetGUID is not { } guid || guid == Guid.Empty)
                unidentified.Add(backup);
            else if (known.TryGetValue(guid, out var same))
                same.Add(backup);
            else
                known.Add(guid, [backup]);
        }
        var others = Identify(unidentified, known);
        var identified = known.SelectMany(pair => OneIdentifier.Split(pair.Key, pair.Value, contradictions));
        return [.. identified.Concat(others).Select(copies => new KnownBackup(copies)).OrderBy(backup => backup, ByPlace)];
    }

    /// <summary>Adds backups without an identifier to those they are copies of; returns the others.</summary>
    private static IEnumerable<List<BackupFile>> Identify(List<BackupFile> unidentified, Dictionary<Guid, List<BackupFile>> known)
    {
        if (unidentified.Count == 0)
            return [];
        var byFacts = new Dictionary<Facts, Guid>();
        foreach (var pair in known.OrderBy(pair => pair.Key))
        {
            foreach (var backup in pair.Value)
                byFacts[FactsOf(backup)] = pair.Key;
        }
        var others = new Dictionary<Facts, List<BackupFile>>();
        foreach (var backup in unidentified)
        {
            var facts = FactsOf(backup);
            if (byFacts.TryGetValue(facts, out var guid))
                known[guid].Add(backup);
            else if (others.TryGetValue(facts, out var same))
                same.Add(backup);
            else
                others.Add(facts, [backup]);
        }
        return others.Values;
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
