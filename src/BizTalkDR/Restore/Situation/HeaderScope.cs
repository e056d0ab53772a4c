using BizTalkDR.Backups;
using BizTalkDR.Databases;

namespace BizTalkDR.Restore.Situation;

/// <summary>
/// Which headers are worth reading: a history holds weeks of sets, a plan needs the newest full set, the one before it in case a file of the
/// newest is bad, and what follows the backups that the databases were restored from. For a mark that lies further back it needs the same before that.
/// </summary>
internal static class HeaderScope
{
    /// <summary>The index of the first set whose headers are read.</summary>
    public static int FirstSetToRead(BackupHistory history, IReadOnlyCollection<DatabasePosition> positions, string? markName)
    {
        var first = SecondNewestFull(history.Sets, IndexOf(history.Sets, markName));
        var restored = new HashSet<string>(
            positions
                .Where(position => position.CanContinue && position.LastRestore?.FileName is not null)
                .Select(position => position.LastRestore!.FileName!),
            StringComparer.OrdinalIgnoreCase
        );
        for (var set = 0; set < first; set++)
        {
            if (history.Sets[set].Files.Any(file => restored.Contains(file.FileName)))
                return set;
        }
        return first;
    }

    private static int IndexOf(IReadOnlyList<BackupSet> sets, string? markName)
    {
        for (var set = 0; set < sets.Count; set++)
        {
            if (markName is not null && string.Equals(sets[set].MarkName, markName, StringComparison.OrdinalIgnoreCase))
                return set;
        }
        return sets.Count - 1;
    }

    private static int SecondNewestFull(IReadOnlyList<BackupSet> sets, int newest)
    {
        var seen = 0;
        for (var set = newest; set >= 0; set--)
        {
            if (sets[set] is { IsComplete: true, Type: BackupType.Full } && ++seen == 2)
                return set;
        }
        return 0;
    }
}
