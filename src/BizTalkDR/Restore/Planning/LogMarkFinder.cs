using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning.Chain;
using BizTalkDR.Restore.Planning.Marks;
using BizTalkDR.Restore.Planning.Start;

namespace BizTalkDR.Restore.Planning;

/// <summary>Lists the marks of a history and says which of them the databases can be restored to. Pure, like the planner.</summary>
public static class LogMarkFinder
{
    /// <summary>The marks, oldest first; at most one of them is recommended.</summary>
    /// <param name="history">What is known of the backups.</param>
    /// <param name="positions">Where the databases stand.</param>
    /// <param name="wish">The targets, and where restores may begin; its mark is not looked at.</param>
    public static IReadOnlyList<LogMark> Find(BackupHistory history, IReadOnlyCollection<DatabasePosition> positions, RestoreWish wish)
    {
        var judge = new MarkJudge(PlanContext.Of(history, positions, wish));
        return [.. judge.Marks.Select(mark => judge.Describe(mark))];
    }

    /// <summary>The marks of a name by what they are, oldest first.</summary>
    internal static IReadOnlyList<MarkIdentity> Identify(BackupHistory history, RestoreWish wish, string name, long? setId)
    {
        var index = HistoryIndex.Of(history, wish.Targets.Select(target => target.Source));
        var named = Enumerable
            .Range(0, index.Sets.Count)
            .Where(set => index.Sets[set].Type == BackupType.Log && index.Sets[set].MarkName == name)
            .ToList();
        return [.. named.Where(set => named.Count == 1 || setId is null || index.Sets[set].SetId == setId).Select(index.Identity)];
    }
}
