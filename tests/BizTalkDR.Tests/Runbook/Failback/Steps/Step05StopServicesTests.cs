using BizTalkDR.Runbook.Failback.Steps;

namespace BizTalkDR.Tests.Runbook.Failback.Steps;

[Collection(nameof(BeforeTheFirstStep))]
public sealed class Step05StopServicesTests(BeforeTheFirstStep sides)
{
    [Fact]
    public void Single_sign_on_is_stopped_last() =>
        Assert.Equal(["BTS01: Stop service 'BTSSvc$Orders'", "BTS01: Stop service 'ENTSSO'"], sides.Plan(Step05StopServices.Step));
}
