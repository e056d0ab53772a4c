using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback.Steps;

namespace BizTalkDR.Tests.Runbook.Failback.Steps;

[Collection(nameof(BeforeTheFirstStep))]
public sealed class Step11EnableBackupJobsTests(BeforeTheFirstStep sides)
{
    [Fact]
    public void A_full_backup_set_is_asked_for_before_the_jobs_are_enabled()
    {
        var actions = sides.Plan(Step11EnableBackupJobs.Step);

        Assert.EndsWith("Ask for a full backup set (sp_ForceFullBackup)", actions[0], StringComparison.Ordinal);
        Assert.All(actions.Skip(1), action => Assert.Contains("Enable job", action, StringComparison.Ordinal));
    }

    [Fact]
    public void Jobs_that_are_enabled_are_not_enough_while_no_full_backup_set_was_asked_for() =>
        Assert.Equal(StepReadiness.Ready, sides.Check(Step11EnableBackupJobs.Step).Readiness);
}
