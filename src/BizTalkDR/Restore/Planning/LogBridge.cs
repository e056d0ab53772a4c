using BizTalkDR.Backups;

namespace BizTalkDR.Restore.Planning;

/// <summary>Finds logs that were taken outside the backup job and close a gap between two of its logs.</summary>
internal sealed class LogBridge(IEnumerable<BackupFile> others)
{
    private readonly List<ChainEntry> logs =
    [
        .. others
            .Where(file => file is { Type: BackupType.Log, Defect: null, Header: { FirstLSN: not null, LastLSN: not null } })
            .Select(file => new ChainEntry(-1, file))
            .OrderBy(entry => entry.FirstLsn)
            .ThenByDescending(entry => entry.LastLsn)
            .ThenBy(entry => entry.File.Path, StringComparer.Ordinal)
            .ThenBy(entry => entry.File.Position),
    ];

    /// <summary>Logs that lead from a redo point to an LSN, or null. A log fits if it begins at or before the redo point and ends after it.</summary>
    public IReadOnlyList<BackupFile>? Find(decimal redoPoint, Guid? fork, decimal target)
    {
        var found = new List<BackupFile>();
        while (redoPoint < target)
        {
            var next = logs.Where(entry => entry.FirstLsn <= redoPoint && entry.LastLsn > redoPoint && Fits(entry, fork))
                .OrderByDescending(entry => entry.LastLsn)
                .FirstOrDefault();
            if (next.File is null)
                return null;
            found.Add(next.File);
            redoPoint = next.LastLsn!.Value;
            fork = next.LastFork ?? fork;
        }
        return found;
    }

    private static bool Fits(ChainEntry entry, Guid? fork) => fork is null || entry.FirstFork is null || entry.FirstFork == fork;
}
