using BizTalkDR.Backups;
using BizTalkDR.Restore.Planning.Chain;
using BizTalkDR.Restore.Planning.Start;

namespace BizTalkDR.Restore.Planning.Marks;

/// <summary>
/// The time between a mark and the last thing that is known of production: now where one of its databases is open, as whatever it has taken in until
/// now is lost; else the last backup, in the time zone of the marks' names: across a change of the clock only UTC names tell the true distance. It is
/// never nothing: where nothing is known to follow the mark, what is lost is not known.
/// </summary>
internal static class DataLoss
{
    /// <summary>
    /// What is lost at least when all databases end at the mark of a set, in whole seconds; null if that is not known: the times can't be compared, or
    /// nothing is known to follow the mark.
    /// </summary>
    public static TimeSpan? After(PlanContext context, int mark)
    {
        var sets = context.Index.Sets;
        if (MarkName.Time(sets[mark].MarkName!) is not { } time)
            return null;
        var untilBackup = UntilLastBackup(context, time);
        if (context.Wish.Production is not { } production)
            return Whole(untilBackup);
        // Production works on: without its clock's word the last backup would tell too little.
        var kind = MarkName.TimeKind(sets[mark].MarkName!, sets[mark].Files.Min(file => file.Header?.BackupStartDate));
        return MarkAge.Of(time, kind, production) is { } untilNow ? Whole(untilBackup > untilNow ? untilBackup : untilNow) : null;
    }

    // Rounded up, so that what is little does not look like nothing.
    private static TimeSpan? Whole(TimeSpan? lost) =>
        lost > TimeSpan.Zero ? TimeSpan.FromSeconds(Math.Ceiling(lost.Value.TotalSeconds)) : null;

    private static TimeSpan? UntilLastBackup(PlanContext context, DateTime time)
    {
        var sets = context.Index.Sets;
        var last = End(sets, sets.Count - 1);
        foreach (var file in context.OtherBackups)
        {
            var other = EndOfOther(sets, file);
            last =
                last is null || other is null ? null
                : other > last ? other
                : last;
        }
        return last - time;
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
