using System.Management.Automation;
using BizTalkDR.Agent;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Tests.Hosting;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class WaitBtsRestoreJobCommandTests : CmdletTests
{
    public WaitBtsRestoreJobCommandTests() => Engine = Samples.EngineWithJobs();

    [Fact]
    public void It_shows_progress_and_returns_the_jobs_at_rest()
    {
        var run = Run("Wait-BtsRestoreJob $topology -Timeout 60");
        Assert.Equal(TimeSpan.FromMinutes(1), Engine.Timeout);
        Assert.Equal(3, run.Output.Cast<AgentJob>().Count(job => !job.IsRunning));
        Assert.Contains("Restore Databases on DR1", run.Progress[0].StatusDescription);
        Assert.Equal(ProgressRecordType.Completed, run.Progress[^1].RecordType);
    }

    [Fact]
    public void Waiting_too_long_is_an_error()
    {
        Engine.Broken["wait"] = new BizTalkDRException("JobStillRunning", ErrorKind.State, "still");
        Assert.Equal("JobStillRunning", ErrorOf("Wait-BtsRestoreJob $topology").Id());
    }
}
