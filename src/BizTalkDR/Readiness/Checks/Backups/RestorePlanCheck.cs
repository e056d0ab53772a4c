using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Situation;

namespace BizTalkDR.Readiness.Checks.Backups;

/// <summary>
/// A restore can be planned today: going on from where the copies stand, and all over from the full backups, should the copies be lost too. The
/// planner names what is missing, database by database.
/// </summary>
internal static class RestorePlanCheck
{
    private static readonly ReadinessCheck RestorePlan = ReadinessCheckTable.RestorePlan;
    private static readonly ReadinessCheck FullRestore = ReadinessCheckTable.FullRestore;

    public static IEnumerable<ReadinessResult> Judge(ReadinessObservations observed)
    {
        if (!observed.HasDestination)
            return
            [
                RestorePlan.Skipped(null, null, observed.Situation.Failure!),
                FullRestore.Skipped(null, null, observed.Situation.Failure!),
            ];
        if (!observed.Situation.TryGet(out var situation))
            return
            [
                RestorePlan.Unknown(null, null, observed.Situation.Failure!),
                FullRestore.Unknown(null, null, observed.Situation.Failure!),
            ];
        var wish = situation.Wish();
        return
        [
            .. Results(RestorePlan, situation.Plan(wish), "from where the copies stand"),
            .. Results(
                FullRestore,
                situation.Plan(wish with { Start = RestoreStart.StartOver, ReplaceExisting = true }),
                "from full backups"
            ),
        ];
    }

    private static IEnumerable<ReadinessResult> Results(ReadinessCheck check, RestorePlanResult result, string how)
    {
        if (result.Plan is { } plan)
            return [check.Passed(null, null, $"All {plan.Databases.Count} databases can be restored to {plan.Mark?.Name}, {how}.")];
        return result.Problems.Select(problem =>
            check.Failed(problem.Server, problem.Database, problem.Message, problem.Remedy) with
            {
                DocumentationUri = problem.DocumentationUri ?? check.Documentation,
            }
        );
    }
}
