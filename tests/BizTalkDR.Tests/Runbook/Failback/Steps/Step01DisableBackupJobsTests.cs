using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback.Steps;

namespace BizTalkDR.Tests.Runbook.Failback.Steps;

[Collection(nameof(BeforeTheFirstStep))]
public sealed class Step01DisableBackupJobsTests(BeforeTheFirstStep sides)
{
    [Fact]
    public void Every_backup_job_of_production_is_disabled()
    {
        Assert.Equal(StepReadiness.Ready, sides.Check(Step01DisableBackupJobs.Step).Readiness);
        Assert.Equal(
            sides.Context.Before.BackupJobs.Select(job => $"{job.Instance}: Disable job '{job.Name}'"),
            sides.Plan(Step01DisableBackupJobs.Step)
        );
        Assert.NotEmpty(sides.Context.Before.BackupJobs);
    }
}
