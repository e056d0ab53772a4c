using BizTalkDR.Backups;

namespace BizTalkDR.Restore.Planning.Chain;

/// <summary>Reads what is known of each log backup of a database: whether it can be used, its LSNs, its forks.</summary>
internal sealed class LogNodeReader(HistoryIndex index, DatabaseBackups backups)
{
    private readonly Chunks<ChainEntry> logs = backups.Logs;

    public ForkNumbers Forks { get; } = new();

    /// <summary>The logs of the job in the order of their sets, then the usable others.</summary>
    public Chunks<LogNode> Read()
    {
        var read = new Chunks<LogNode>();
        var fork = FirstKnownFork();
        for (var log = 0; log < logs.Count; log++)
        {
            var entry = logs[log];
            // Where a header does not tell the fork, it is the one of the log before.
            var first = entry.FirstFork is { } known ? Forks.Number(known) : fork;
            fork = entry.LastFork is { } end ? Forks.Number(end) : first;
            read.Add(Node(entry, KindOfJob(entry), first, fork));
        }
        foreach (var file in Others())
        {
            if (Forks.Count > 1 && file.Header!.RecoveryForkID is null)
                continue;
            var entry = new ChainEntry(-1, file);
            var first = Forks.Number(entry.FirstFork ?? entry.LastFork);
            var last = Forks.Number(entry.LastFork ?? entry.FirstFork);
            read.Add(Node(entry, LogNodeKind.ByLsn, Math.Max(0, first), Math.Max(0, last)));
        }
        return read;
    }

    private static LogNode Node(ChainEntry entry, LogNodeKind kind, int firstFork, int lastFork) =>
        new(entry, kind, entry.FirstLsn ?? 0, entry.LastLsn ?? 0, firstFork, lastFork);

    private int FirstKnownFork()
    {
        foreach (var entry in logs.All())
        {
            if (entry.FirstFork is { } fork)
                return Forks.Number(fork);
        }
        return 0;
    }

    private LogNodeKind KindOfJob(ChainEntry entry)
    {
        if (!index.IsUsableLogSet(entry.Set) || entry.File.Unusable is not null)
            return LogNodeKind.Unusable;
        if (entry.FirstLsn is not { } first || entry.LastLsn is not { } last)
            return LogNodeKind.BySet;
        return last > first ? LogNodeKind.ByLsn
            : last == first ? LogNodeKind.Empty
            : LogNodeKind.Unusable;
    }

    private IEnumerable<BackupFile> Others()
    {
        if (backups.Others.Count == 0)
            return [];
        var ofJob = new HashSet<(string, int)>(logs.All().Select(entry => Place(entry.File)));
        // In an order of their own, so that a plan does not depend on the order of its input.
        return backups
            .Others.Where(file => IsUsable(file) && !index.IsOfPartialSet(file))
            .OrderBy(file => file.Header!.FirstLSN)
            .ThenBy(file => file.Header!.LastLSN)
            .ThenBy(file => file.Path, StringComparer.Ordinal)
            .ThenBy(file => file.Position)
            .Where(file => ofJob.Add(Place(file)));
    }

    private static bool IsUsable(BackupFile file) =>
        file is { Type: BackupType.Log, Unusable: null, Header: { FirstLSN: { } first, LastLSN: { } last } } && first < last;

    internal static (string Path, int Position) Place(BackupFile file) => (file.Path.ToUpperInvariant(), file.Position);
}
