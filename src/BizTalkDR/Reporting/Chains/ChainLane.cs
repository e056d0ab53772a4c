using BizTalkDR.Backups;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Topologies;

namespace BizTalkDR.Reporting.Chains;

/// <summary>The chain of one database: its backups in the order of their time, what is missing between them, and where its copy stands.</summary>
internal sealed record ChainLane
{
    public required DatabaseKey Database { get; init; }

    /// <summary>The pieces, oldest first.</summary>
    public required IReadOnlyList<ChainPiece> Pieces { get; init; }

    /// <summary>Where its copy stands, in words; null where nothing is known of it.</summary>
    public string? Position { get; init; }

    /// <summary>The time of the backup that was restored last into the copy; null if it is not in the history.</summary>
    public DateTime? RestoredTo { get; init; }

    public IEnumerable<ChainPiece> Gaps => Pieces.Where(piece => piece.Kind == ChainPieceKind.Gap);

    /// <summary>The lanes of all databases of a situation.</summary>
    public static IReadOnlyList<ChainLane> Of(RestoreSituation situation)
    {
        var history = situation.History;
        return [.. history.Databases.Select(database => Of(situation, database))];
    }

    private static ChainLane Of(RestoreSituation situation, DatabaseKey database)
    {
        var history = situation.History;
        var backups = history
            .Sets.SelectMany(set => set.Files.Select(file => new Link(file, set)))
            .Concat(history.OtherBackups.Select(file => new Link(file, null)))
            .Where(link => link.File.Database == database && link.Time is not null)
            .OrderBy(link => link.Time)
            .ThenBy(link => link.File.Header?.FirstLSN)
            .ToList();
        var target = situation.Targets.FirstOrDefault(target => target.Source == database);
        var position = target is null ? null : situation.Positions.FirstOrDefault(position => position.Key == target.Key);
        var restored = position?.LastRestore is { FileName: { } name }
            ? backups.LastOrDefault(link =>
                string.Equals(link.File.FileName, name, StringComparison.OrdinalIgnoreCase)
                || (link.File.Header is { } header && header.LastLSN is not null && header.LastLSN == position.LastRestore.LastLsn)
            )
            : null;
        return new ChainLane
        {
            Database = database,
            Pieces = [.. Chained(backups, PartialSets(history, database))],
            Position = position is null ? null : $"{position.Key} is {position.State}",
            RestoredTo = restored?.Time,
        };
    }

    /// <summary>The log sets that have no backup of a database which they should have: older sets have it.</summary>
    private static List<BackupSet> PartialSets(BackupHistory history, DatabaseKey database)
    {
        var first = history.Sets.Where(Has).Select(set => (long?)set.SetId).Min();
        return [.. history.Sets.Where(set => set.Type == BackupType.Log && !set.IsBeingWritten && set.SetId > first && !Has(set))];

        bool Has(BackupSet set) => set.Files.Any(file => file.Database == database);
    }

    private static IEnumerable<ChainPiece> Chained(List<Link> backups, List<BackupSet> partial)
    {
        Link? before = null;
        foreach (var link in backups)
        {
            var time = link.Time!.Value;
            if (link.File.Type is BackupType.Full or BackupType.Differential)
            {
                var kind = link.File.Type == BackupType.Full ? ChainPieceKind.Full : ChainPieceKind.Differential;
                yield return link.File.Unusable is { } unusable
                    ? new ChainPiece(ChainPieceKind.Gap, time, time, $"{link}: {unusable}")
                    : new ChainPiece(kind, time, time, link.ToString());
                before ??= link;
                continue;
            }
            if (link.File.Type != BackupType.Log)
                continue;
            var from = before?.Time ?? time;
            var gaps = Between(before, link, partial).ToList();
            if (gaps.Count > 0)
                yield return new ChainPiece(ChainPieceKind.Gap, from, time, string.Join(" ", gaps));
            yield return link.File.Unusable is { } defect
                ? new ChainPiece(ChainPieceKind.Gap, from, time, $"{link}: {defect}")
                : new ChainPiece(ChainPieceKind.Log, from, time, link.ToString());
            before = link;
        }
    }

    /// <summary>What is missing between a log and what was there before it.</summary>
    private static IEnumerable<string> Between(Link? before, Link log, List<BackupSet> partial)
    {
        var (earlier, later) = (before?.File.Header, log.File.Header);
        if (before?.File.Type == BackupType.Log && earlier?.LastLSN is { } last && later?.FirstLSN is { } first && first > last)
            yield return $"No log backup holds LSN {last} to {first}: what was done between {before} and {log} is in none.";
        if (
            before?.File.Type == BackupType.Log
            && earlier?.RecoveryForkID is { } fork
            && later?.FirstRecoveryForkID is { } own
            && fork != own
        )
            yield return $"{log} begins on another recovery fork: the database was restored in between.";
        foreach (var set in partial.Where(set => set.BackupDate is { } time && time <= log.Time && (before is null || time > before.Time)))
            yield return $"Set {set.SetId} ({set.MarkName}) has no backup of this database.";
    }

    private sealed record Link(BackupFile File, BackupSet? Set)
    {
        public DateTime? Time => File.BackupDate ?? File.Header?.BackupFinishDate;

        public override string ToString() =>
            (Set is null ? $"{File.Type} backup" : $"{File.Type} of set {Set.SetId}") + $", {File.FileName}";
    }
}
