using BizTalkDR.Runbook.Failback.Steps;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Runbook.Failback.Steps;

[Collection(nameof(BeforeTheFirstStep))]
public sealed class Step03DisableRestoreJobsTests(BeforeTheFirstStep sides)
{
    [Fact]
    public void Every_log_shipping_job_of_the_destination_is_disabled()
    {
        var disabled = sides.Plan(Step03DisableRestoreJobs.Step);

        Assert.Equal(sides.Context.Before.RestoreJobs.Count, disabled.Count);
        foreach (var instance in sides.Context.Topology.Destination)
            Assert.Contains(disabled, action => action.StartsWith(instance.Name + ": Disable job", StringComparison.Ordinal));
    }
}
