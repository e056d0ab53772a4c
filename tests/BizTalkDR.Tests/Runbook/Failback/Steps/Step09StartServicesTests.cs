using BizTalkDR.Runbook.Failback.Steps;

namespace BizTalkDR.Tests.Runbook.Failback.Steps;

[Collection(nameof(BeforeTheFirstStep))]
public sealed class Step09StartServicesTests(BeforeTheFirstStep sides)
{
    [Fact]
    public void Single_sign_on_is_started_first() =>
        Assert.Equal(["BTS01: Start service 'ENTSSO'", "BTS01: Start service 'BTSSvc$Orders'"], sides.Plan(Step09StartServices.Step));
}
