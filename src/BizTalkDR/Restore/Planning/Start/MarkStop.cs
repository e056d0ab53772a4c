using BizTalkDR.Backups;
using BizTalkDR.Restore.Planning.Chain;
using BizTalkDR.Topologies;

namespace BizTalkDR.Restore.Planning.Start;

/// <summary>
/// How a log is told to stop at the mark of a set. A name that occurs once is enough. Where it occurs more than once the LSN tells the mark; else the
/// name does in the log that holds no other mark of that name before it, and in one that does, the operator's time, if the dates of the sets agree with
/// it. Clocks go back, and marks of one name have one time in it: no time is guessed.
/// </summary>
/// <param name="Mark">What STOPATMARK names.</param>
/// <param name="After">AFTER; null for none.</param>
/// <param name="IsCertain">Whether it stops nowhere else.</param>
internal sealed record MarkStop(string Mark, DateTime? After = null, bool IsCertain = true)
{
    /// <summary>How the log of a database that holds the mark of a set is told to stop there.</summary>
    public static MarkStop Of(PlanContext context, DatabaseRouter router, int markSet)
    {
        var name = context.Index.Sets[markSet].MarkName!;
        if (!context.Index.IsMarkNameRepeated(markSet))
            return new MarkStop(name);
        if (router.Chain.LogOfSet(markSet) is >= 0 and var log && router.Chain.MarkLsn(log) is { } lsn)
            return new MarkStop(FormattableString.Invariant($"lsn:{lsn}"));
        var earlier = EarlierInSameLog(context.Index, router.Chain, markSet).ToList();
        if (earlier.Count == 0)
            return new MarkStop(name);
        var isTold =
            context.Wish.MarkAfter is { } after
            && MarkTime.Set(context.Index.Sets[markSet]) >= after
            && earlier.TrueForAll(set => MarkTime.Set(context.Index.Sets[set]) < after);
        return isTold ? new MarkStop(name, context.Wish.MarkAfter) : new MarkStop(name, IsCertain: false);
    }

    // A set that failed has set its mark all the same, and where it holds no log of the database, the next one's log holds both marks.
    private static IEnumerable<int> EarlierInSameLog(HistoryIndex index, DatabaseChain chain, int markSet)
    {
        for (var set = markSet - 1; set >= 0 && !HoldsLog(index.Sets[set], chain.Database); set--)
        {
            if (index.Sets[set].MarkName == index.Sets[markSet].MarkName)
                yield return set;
        }
    }

    private static bool HoldsLog(BackupSet set, DatabaseKey database) =>
        set.Type == BackupType.Log && set.Files.Any(file => file.Database == database);
}
