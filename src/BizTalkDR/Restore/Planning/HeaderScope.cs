using BizTalkDR.Backups;

namespace BizTalkDR.Restore.Planning;

/// <summary>
/// Which headers are worth reading: a history holds weeks of sets, a plan needs the newest full set, the one before it in case a file of the
/// newest is bad, and what follows the backups that the databases were restored from.
/// </summary>
internal static class HeaderScope
{
    /// <summary>The index of the first set whose headers are read.</summary>
    public static int FirstSetToRead(BackupHistory history, IReadOnlyCollection<DatabasePosition> positions)
    {
        var first = SecondNewestFull(history.Sets);
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

    private static int SecondNewestFull(IReadOnlyList<BackupSet> sets)
    {
        var seen = 0;
        for (var set = sets.Count - 1; set >= 0; set--)
        {
            if (sets[set] is { IsComplete: true, Type: BackupType.Full } && ++seen == 2)
                return set;
        }
        return 0;
    }
}
