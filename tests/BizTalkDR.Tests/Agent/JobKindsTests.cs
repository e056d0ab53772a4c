using BizTalkDR.Agent;

namespace BizTalkDR.Tests.Agent;

public class JobKindsTests
{
    [Fact]
    public void Restore_To_Mark_is_not_among_the_jobs_that_are_disabled_and_enabled()
    {
        Assert.True(JobKinds.IsRestoreJob(JobKind.GetBackupHistory));
        Assert.True(JobKinds.IsRestoreJob(JobKind.RestoreDatabases));
        Assert.False(JobKinds.IsRestoreJob(JobKind.RestoreToMark));
        Assert.False(JobKinds.IsRestoreJob(JobKind.Backup));
    }

    [Theory]
    [InlineData("Backup BizTalk Server (BizTalkMgmtDb)", true)]
    [InlineData("PRD - backup biztalk server", true)]
    [InlineData("Nightly", false)]
    public void The_title_of_the_backup_job_is_told_with_and_without_a_prefix(string title, bool isOne) =>
        Assert.Equal(isOne, JobKinds.HasBackupTitle(title));
}
