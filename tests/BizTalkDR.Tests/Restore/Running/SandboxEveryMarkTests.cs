using BizTalkDR.Restore.Plan;
using BizTalkDR.Tests.Restore.Planning.Histories;

namespace BizTalkDR.Tests.Restore.Running;

/// <summary>
/// Histories of the sandbox that are hard on chains: backups by others, production restored to an earlier mark, lost files. Every mark is planned,
/// from nothing; what is accepted is restored for real, what is refused is tried in any order.
/// </summary>
public sealed class SandboxEveryMarkTests
{
    private static readonly StepKind[] Kinds =
    [
        StepKind.FullJob,
        StepKind.OutsideLog,
        StepKind.OutsideFull,
        StepKind.CopyOnlyFull,
        StepKind.Differential,
        StepKind.CopyOnlyLog,
        StepKind.ForkAll,
        StepKind.Work,
        StepKind.Job,
        StepKind.Job,
        StepKind.Job,
        StepKind.Job,
    ];

    // Histories of which some marks can be reached and some can not.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(10)]
    public async Task Every_mark_of_a_random_history_is_reached_as_planned_or_can_not_be_reached(int seed)
    {
        var fates = await PlanCheck.CheckAsync(Case(new Random(seed)), mostMarks: int.MaxValue);

        Assert.Contains(PlanFate.Restored, fates);
        Assert.Contains(PlanFate.Impossible, fates);
        Assert.DoesNotContain(PlanFate.RefusedByRule, fates);
    }

    private static HistoryCase Case(Random random)
    {
        Step[] steps =
        [
            new(StepKind.FullJob, 0, 0),
            .. Enumerable.Range(0, 9).Select(_ => Next(Kinds[random.Next(Kinds.Length)])),
            Next(StepKind.DeleteFile),
            Next(StepKind.DeleteFile),
        ];
        return new HistoryCase(2, 1, steps, [default, default], 0, RestoreStart.Auto, Replace: true);

        Step Next(StepKind kind) => new(kind, random.Next(2), random.Next(100));
    }
}
