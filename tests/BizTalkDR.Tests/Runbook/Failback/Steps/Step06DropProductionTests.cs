using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback.Steps;

namespace BizTalkDR.Tests.Runbook.Failback.Steps;

[Collection(nameof(BeforeTheFirstStep))]
public sealed class Step06DropProductionTests(BeforeTheFirstStep sides)
{
    [Fact]
    public void Every_database_of_production_would_be_lost()
    {
        var actions = Step06DropProduction.Step.Plan(sides.Context);

        Assert.Equal(sides.Context.Databases.Count, actions.Count);
        Assert.All(actions, action => Assert.True(action.IsDestructive));
    }

    [Fact]
    public void It_refuses_as_long_as_no_mark_is_reached() =>
        Assert.Equal("MarkUnknown", Assert.Throws<RunbookRefusedException>(() => sides.Check(Step06DropProduction.Step)).ErrorId);
}
