using BizTalkDR.Runbook.Failback.Execution;

namespace BizTalkDR.Tests.Runbook.Failback.Execution;

public class FailbackRunbookTests
{
    [Fact]
    public void The_documented_order_is_one_to_twelve() =>
        Assert.Equal(Enumerable.Range(1, 12), FailbackRunbook.Steps(documentedOrder: true).Select(step => step.Number));

    [Fact]
    public void The_safer_order_differs_only_in_taking_the_backups_before_production_is_dropped() =>
        Assert.Equal([1, 2, 3, 4, 5, 7, 6, 8, 9, 10, 11, 12], FailbackRunbook.Steps(documentedOrder: false).Select(step => step.Number));

    [Fact]
    public void Every_step_explains_itself() =>
        Assert.All(FailbackRunbook.Steps(documentedOrder: true), step => Assert.NotEmpty(step.Explanation));
}
