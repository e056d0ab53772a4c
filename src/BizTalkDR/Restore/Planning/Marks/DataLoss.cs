using BizTalkDR.Backups;
using BizTalkDR.Restore.Planning.Chain;
using BizTalkDR.Restore.Planning.Start;

namespace BizTalkDR.Restore.Planning.Marks;

/// <summary>
/// The time between a mark and the last backup that is known, in the time zone of the marks' names: across a change of the clock only UTC
/// names tell the true distance.
/// </summary>
internal static class DataLoss
{
    /// <summary>What is lost when all databases end at the mark of a set; null if the times can't be compared.</summary>
    public static TimeSpan? After(PlanContext context, int mark)
    {
        var sets = context.Index.Sets;
        if (MarkName.Time(sets[mark].MarkName!) is not { } time)
            return null;
        var last = End(sets, sets.Count - 1);
        foreach (var file in context.OtherBackups)
        {
            var other = EndOfOther(sets, file);
            last =
                last is null || other is null ? null
                : other > last ? other
                : last;
        }
        return last is { } end && end > time ? end - time
            : last is null ? null
            : TimeSpan.Zero;
    }

    private static DateTime? End(IReadOnlyList<BackupSet> sets, int set)
    {
        var fromHeaders = sets[set].Files.Max(file => file.Header?.BackupFinishDate);
        return fromHeaders is not null
            ? fromHeaders - OffsetNear(sets, set, file => file.Header?.BackupStartDate)
            : sets[set].BackupDate - OffsetNear(sets, set, file => file.BackupDate);
    }

    // msdb dates backups in local time, as their headers do.
    private static DateTime? EndOfOther(IReadOnlyList<BackupSet> sets, BackupFile file) =>
        (file.Header?.BackupFinishDate ?? file.BackupDate) - OffsetNear(sets, sets.Count - 1, each => each.Header?.BackupStartDate);

    // A set without a mark has the zone of the newest one before it that has one.
    private static TimeSpan? OffsetNear(IReadOnlyList<BackupSet> sets, int set, Func<BackupFile, DateTime?> date)
    {
        for (var at = set; at >= 0; at--)
        {
            if (MarkTime.Offset(sets[at].MarkName, sets[at].Files.Min(date)) is { } offset)
                return offset;
        }
        return null;
    }
}
