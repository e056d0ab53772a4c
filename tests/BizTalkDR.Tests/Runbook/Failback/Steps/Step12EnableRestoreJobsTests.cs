using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback.Steps;

namespace BizTalkDR.Tests.Runbook.Failback.Steps;

[Collection(nameof(BeforeTheFirstStep))]
public sealed class Step12EnableRestoreJobsTests(BeforeTheFirstStep sides)
{
    [Fact]
    public void Jobs_that_are_enabled_are_not_enough_while_log_shipping_remembers_the_old_chain()
    {
        Assert.Equal(StepReadiness.Ready, sides.Check(Step12EnableRestoreJobs.Step).Readiness);
        Assert.Equal(
            sides.Context.Topology.Destination.Select(instance =>
                $"{instance.Name}: Have log shipping forget what it restored (sp_LogShippingClean)"
            ),
            sides.Plan(Step12EnableRestoreJobs.Step).Take(sides.Context.Topology.Destination.Count)
        );
    }
}
