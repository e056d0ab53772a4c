using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Restore.Plan;
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
}
