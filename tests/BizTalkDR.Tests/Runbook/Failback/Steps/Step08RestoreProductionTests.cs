using BizTalkDR.Runbook.Failback.Steps;

namespace BizTalkDR.Tests.Runbook.Failback.Steps;

[Collection(nameof(BeforeTheFirstStep))]
public sealed class Step08RestoreProductionTests(BeforeTheFirstStep sides)
{
    [Fact]
    public void Without_the_backups_of_step_7_it_refuses() =>
        Assert.Contains("step 7 has not run", Assert.Single(sides.Blocked(Step08RestoreProduction.Step)), StringComparison.Ordinal);

    [Fact]
    public void Shown_beforehand_it_names_the_owners_and_options_that_come_back()
    {
        var actions = sides.Plan(Step08RestoreProduction.Step);

        Assert.Contains(
            actions,
            action => action.StartsWith("[ContosoOrders]", StringComparison.Ordinal) && action.Contains("owner ContosoApp")
        );
        Assert.Equal(2 * sides.Context.Databases.Count, actions.Count);
    }
}
