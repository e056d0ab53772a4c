using BizTalkDR.Runbook;

namespace BizTalkDR.Tests.Runbook.Failback.Execution;

/// <summary>What a later step would need and not find: named before the first step, when nothing is lost yet.</summary>
public sealed class FailbackPreflightTests
{
    [Theory]
    [InlineData("NoSuchDatabase")]
    [InlineData("BizTalkDTADb")]
    public async Task A_management_database_that_is_none_is_named_before_the_first_step(string name)
    {
        await using var sides = await FailbackSides.CreateAsync();
        var wrong = sides.Topology with { ManagementDatabase = sides.Topology.ManagementDatabase with { Database = name } };

        var refused = Assert.Throws<RunbookRefusedException>(() =>
            sides.Run((_, _) => throw new InvalidOperationException("Not asked."), topology: wrong)
        );

        Assert.Contains(refused.Problems, problem => problem.Contains(name) && problem.Contains("step 11 could not ask it"));
    }
}
