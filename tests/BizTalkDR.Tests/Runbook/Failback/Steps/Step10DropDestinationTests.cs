using BizTalkDR.Runbook.Failback.Steps;

namespace BizTalkDR.Tests.Runbook.Failback.Steps;

[Collection(nameof(BeforeTheFirstStep))]
public sealed class Step10DropDestinationTests(BeforeTheFirstStep sides)
{
    [Fact]
    public void Every_copy_of_the_destination_is_dropped() =>
        Assert.Equal(
            sides.Context.Databases.Select(database => $"[{database.Name}] on {database.Destination}: Drop the database"),
            sides.Plan(Step10DropDestination.Step)
        );
}
