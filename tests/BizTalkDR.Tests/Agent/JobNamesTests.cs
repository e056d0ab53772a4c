using BizTalkDR.Agent;

namespace BizTalkDR.Tests.Agent;

public class JobNamesTests
{
    [Theory]
    [InlineData("Backup BizTalk Server (BizTalkMgmtDb)", JobKind.Backup)]
    [InlineData("backup biztalk server (Contoso_Mgmt)", JobKind.Backup)]
    [InlineData("BTS Log Shipping - Get Backup History", JobKind.GetBackupHistory)]
    [InlineData("BTS Log Shipping Get Backup History", JobKind.GetBackupHistory)]
    [InlineData("BTS Log Shipping - Restore Databases", JobKind.RestoreDatabases)]
    [InlineData("BTS Server Log Shipping Restore Databases", JobKind.RestoreDatabases)]
    [InlineData("BTS Log Shipping - Restore To Mark", JobKind.RestoreToMark)]
    [InlineData("Purge and Archive BizTalk Server (BizTalkDTADb)", JobKind.Other)]
    [InlineData("Backup BizTalk Server reports to tape", JobKind.Other)]
    [InlineData("DTA Purge", JobKind.Other)]
    public void Each_spelling_in_the_documentation_is_told_by_its_name(string name, JobKind kind) =>
        Assert.Equal(kind, JobNames.KindOf(name, callsLogShipping: false));

    [Fact]
    public void A_plain_Restore_Database_is_log_shippings_only_when_it_calls_log_shipping()
    {
        Assert.Equal(JobKind.Other, JobNames.KindOf("Restore Database", callsLogShipping: false));
        Assert.Equal(JobKind.RestoreDatabases, JobNames.KindOf("Restore Database", callsLogShipping: true));
    }

    [Fact]
    public void Restore_To_Mark_is_not_among_the_jobs_that_are_disabled_and_enabled()
    {
        Assert.True(JobNames.IsRestoreJob(JobKind.GetBackupHistory));
        Assert.True(JobNames.IsRestoreJob(JobKind.RestoreDatabases));
        Assert.False(JobNames.IsRestoreJob(JobKind.RestoreToMark));
    }
}
