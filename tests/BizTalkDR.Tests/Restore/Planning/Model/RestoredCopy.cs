using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Restore.Planning.Model;

/// <summary>A copy at the destination: restored from some of the world's backups by the server's rules, to wherever they led.</summary>
/// <param name="Standing">Where it stands; null if the instance does not have it.</param>
/// <param name="Position">The same as the planner sees it.</param>
internal sealed record RestoredCopy(Standing? Standing, DatabasePosition Position)
{
    public static RestoredCopy Of(World world, SourceDatabase database, Choices choices)
    {
        var missing = new RestoredCopy(null, DatabasePosition.Missing(Stands.Instance, database.Name));
        var files = Usable(world.History, database.Key);
        var fulls = files.Where(file => file.Type == BackupType.Full).ToList();
        if (choices.OneIn(3) || fulls.Count == 0)
            return missing;
        var full = fulls[choices.Below(fulls.Count)];
        var at = ServerRules.Full(full.Header!);
        var (last, stop) = (full, (string?)null);
        for (var steps = choices.Below(8); steps > 0 && stop is null; steps--)
        {
            var next = files.FirstOrDefault(file => file.Type == BackupType.Log && ServerRules.Log(at, file.Header!, null) is not null);
            if (next is null)
                break;
            if (choices.OneIn(4))
                stop = world.Marks.LastOrDefault(mark => database.Mark(mark) is { } place && IsAhead(at, next.Header!, place));
            last = next;
            at = ServerRules.Log(at, next.Header!, stop is null ? null : database.Mark(stop)) ?? ServerRules.Log(at, next.Header!, null)!;
        }
        return new RestoredCopy(at, Seen(database, at, last, stop));
    }

    /// <summary>The backups of complete, usable sets and all others; what the policy on partial sets leaves.</summary>
    public static IReadOnlyList<BackupFile> Usable(BackupHistory history, DatabaseKey database)
    {
        var files = new List<BackupFile>();
        var afterPartial = false;
        foreach (var set in history.Sets)
        {
            if (!set.IsComplete)
                afterPartial = true;
            else if (set.Type == BackupType.Full)
                afterPartial = false;
            if (set.IsComplete && !afterPartial)
                files.AddRange(set.Files);
        }
        return [.. files.Concat(history.OtherBackups).Where(file => file.Database == database && file.Defect is null)];
    }

    private static bool IsAhead(Standing at, BackupHeader log, MarkPlace mark) =>
        ServerRules.IsIn(mark, log) && mark.Lsn > at.Redo && !log.HasBulkLoggedData;

    private static DatabasePosition Seen(SourceDatabase database, Standing at, BackupFile last, string? stop) =>
        new()
        {
            Instance = Stands.Instance,
            Database = database.Name,
            State = DatabaseState.Restoring,
            RedoStartLsn = at.Redo,
            RedoStartFork = at.Fork,
            LastRestore = new LastRestore
            {
                Type = last.Type,
                Path = last.Path,
                FirstLsn = last.Header!.FirstLSN,
                LastLsn = last.Header.LastLSN,
                StopAtMarkName = stop,
            },
        };
}
