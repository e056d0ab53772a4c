using System.Globalization;
using BizTalkDR.Restore.Plan;
using FsCheck;
using FsCheck.Fluent;

namespace BizTalkDR.Tests.Restore.Planning.Histories;

/// <summary>
/// For any history that the sandbox can produce (random schedules, failures, deletions): a plan that the planner accepts restores in the sandbox to
/// exactly that mark in every database, and a plan that it refuses can't be restored there by any order of the same files.
/// BTSDR_PLAN_CASES says how many histories are tried.
/// </summary>
public sealed class SandboxPlanPropertyTests
{
    private const int UsualCases = 20;

    [Fact]
    public void What_is_accepted_restores_to_exactly_the_mark_and_what_is_refused_can_not_be_restored()
    {
        var cases = int.TryParse(Environment.GetEnvironmentVariable("BTSDR_PLAN_CASES"), CultureInfo.InvariantCulture, out var wished)
            ? wished
            : UsualCases;
        var fates = new List<PlanFate>();
        Prop.ForAll(HistoryCase.Arbitrary, each => fates.AddRange(PlanCheck.CheckAsync(each).GetAwaiter().GetResult()))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(cases));
        // So many histories hold plans of both kinds.
        if (cases >= UsualCases)
        {
            Assert.Contains(PlanFate.Restored, fates);
            Assert.Contains(PlanFate.Impossible, fates);
        }
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Join(", ", fates.GroupBy(fate => fate).Select(group => $"{group.Key}: {group.Count()}"))
        );
    }

    /// <summary>Once a counterexample: the test's own model had the later database still in the group.</summary>
    [Fact]
    public async Task After_the_management_database_went_back_to_before_a_database_joined_sets_hold_the_smaller_group()
    {
        var fates = await PlanCheck.CheckAsync(
            new HistoryCase(
                2,
                1,
                [
                    new Step(StepKind.Job, 1, 77),
                    new Step(StepKind.Join, 2, 54),
                    new Step(StepKind.ForkOne, 2, 5),
                    new Step(StepKind.Job, 0, 75),
                ],
                [new Stand(StandKind.AtMark, 2, 2), default],
                8,
                RestoreStart.Auto,
                Replace: false
            )
        );
        Assert.Equal([PlanFate.Restored, PlanFate.Restored], fates);
    }
}
