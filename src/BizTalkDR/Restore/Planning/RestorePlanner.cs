using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Restore.Files;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning.Marks;
using BizTalkDR.Restore.Planning.Start;

namespace BizTalkDR.Restore.Planning;

/// <summary>
/// Finds the way to bring every database to the same mark. A pure function: it reads nothing, so a plan can be made from any history, from
/// any source, and tried out in tests.
/// </summary>
public static class RestorePlanner
{
    /// <summary>Plans a restore.</summary>
    /// <param name="history">What is known of the backups.</param>
    /// <param name="positions">Where the databases stand; one that is not in it is taken as missing.</param>
    /// <param name="wish">What shall be achieved.</param>
    public static RestorePlanResult Plan(BackupHistory history, IReadOnlyCollection<DatabasePosition> positions, RestoreWish wish)
    {
        if (PlanContext.Check(wish) is { } invalid)
            return new RestorePlanResult { Problems = [invalid] };
        var context = PlanContext.Of(history, positions, wish);
        var result = wish.Stop == RestoreStop.FullBackup ? FullBackupPlanner.Plan(context) : MarkPlanner.Plan(context);
        return result.Plan is { } plan
            ? result with
            {
                Plan = plan with { Notes = [.. plan.Notes, .. FileLayoutCheck.Notes(plan.Databases, wish.Storage)] },
            }
            : result;
    }
}
