using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback.Steps;

namespace BizTalkDR.Tests.Runbook.Failback.Steps;

[Collection(nameof(BeforeTheFirstStep))]
public sealed class Step04RestoreToMarkTests(BeforeTheFirstStep sides)
{
    [Fact]
    public void Every_copy_is_brought_to_the_same_mark_and_recovered()
    {
        var actions = Step04RestoreToMark.Step.Plan(sides.Context);

        Assert.Equal(StepReadiness.Ready, sides.Check(Step04RestoreToMark.Step).Readiness);
        Assert.Single(actions.Select(action => action.Mark).OfType<string>().Distinct());
        Assert.Equal(
            sides.Context.Databases.Select(database => database.Name).Order(),
            actions.Where(action => action.Description == "Recover the database").Select(action => action.Database!).Order()
        );
    }
}
