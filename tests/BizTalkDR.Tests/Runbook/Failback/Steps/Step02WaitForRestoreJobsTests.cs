using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback.Steps;

namespace BizTalkDR.Tests.Runbook.Failback.Steps;

[Collection(nameof(BeforeTheFirstStep))]
public sealed class Step02WaitForRestoreJobsTests(BeforeTheFirstStep sides)
{
    [Fact]
    public void Jobs_that_are_idle_but_enabled_are_waited_for_all_the_same()
    {
        Assert.Equal(StepReadiness.Ready, sides.Check(Step02WaitForRestoreJobs.Step).Readiness);
        Assert.All(
            sides.Plan(Step02WaitForRestoreJobs.Step),
            action => Assert.Contains("is not running", action, StringComparison.Ordinal)
        );
    }
}
