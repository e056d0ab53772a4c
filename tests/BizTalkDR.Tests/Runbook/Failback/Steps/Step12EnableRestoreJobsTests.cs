using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback.Steps;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Runbook.Failback.Steps;

[Collection(nameof(BeforeTheFirstStep))]
public sealed class Step12EnableRestoreJobsTests(BeforeTheFirstStep sides)
{
    [Fact]
    public void While_no_copy_was_dropped_nothing_is_forgotten_and_enabled_jobs_are_enough()
    {
        Assert.Equal(StepReadiness.AlreadyDone, sides.Check(Step12EnableRestoreJobs.Step).Readiness);
        Assert.All(sides.Plan(Step12EnableRestoreJobs.Step), action => Assert.Contains("Enable job", action, StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_whole_run_would_have_log_shipping_forget_is_shown_database_by_database_as_destroyed()
    {
        sides.Context.Runbook = new RunbookOptions { WhatIf = true };
        try
        {
            var actions = Step12EnableRestoreJobs.Step.Plan(sides.Context).Where(action => action.IsDestructive).ToList();

            Assert.Equal(
                sides.Context.DestinationKeys.Order(),
                actions.Select(action => new DatabaseKey(action.Server, action.Database!)).Order()
            );
            Assert.All(actions, action => Assert.Contains("sp_LogShippingClean", action.Description, StringComparison.Ordinal));
        }
        finally
        {
            sides.Context.Runbook = new RunbookOptions();
        }
    }

    [Fact]
    public void What_a_run_without_step_10_would_forget_is_nothing()
    {
        sides.Context.Runbook = new RunbookOptions { WhatIf = true, Only = [12] };
        try
        {
            Assert.DoesNotContain(Step12EnableRestoreJobs.Step.Plan(sides.Context), action => action.IsDestructive);
        }
        finally
        {
            sides.Context.Runbook = new RunbookOptions();
        }
    }
}
