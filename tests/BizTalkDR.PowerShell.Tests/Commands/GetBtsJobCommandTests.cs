using BizTalkDR.Agent;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Tests.Hosting;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class GetBtsJobCommandTests : CmdletTests
{
    public GetBtsJobCommandTests() => Engine = Samples.EngineWithJobs();

    [Fact]
    public void Without_a_kind_the_groups_jobs_are_listed_and_no_others() =>
        Assert.Equal([Samples.BackupJob, Samples.HistoryJob, Samples.RestoreJob, Samples.MarkJob], Run("Get-BtsJob $topology").Output);

    [Fact]
    public void Other_jobs_are_listed_when_asked_for() =>
        Assert.Equal(
            "syspolicy_purge_history",
            Assert.IsType<AgentJob>(Assert.Single(Run("Get-BtsJob $topology -Kind Other").Output)).Name
        );

    [Fact]
    public void Name_and_instance_filter_with_wildcards()
    {
        Assert.Equal([Samples.RestoreJob], Run("Get-BtsJob $topology '*restore databases'").Output);
        Assert.Equal([Samples.BackupJob], Run("Get-BtsJob $topology -Instance prod*").Output);
        Assert.Equal([Samples.BackupJob], Run("Get-BtsJob $topology -Instance 'prod[1-3]'").Output);
    }

    [Fact]
    public void An_instance_that_does_not_answer_is_an_error_and_the_others_are_listed()
    {
        Engine.Broken["PROD1"] = new InstanceConnectionException("LoginFailed", "No.") { Server = "PROD1" };
        var run = Run("Get-BtsJob $topology");
        Assert.Equal("LoginFailed", Assert.Single(run.Errors).Id());
        Assert.Equal("PROD1", run.Errors[0].TargetObject);
        Assert.Equal(3, run.Output.Count);
    }

    [Fact]
    public void It_works_from_plain_instances() => Assert.Equal([Samples.BackupJob], Run("Get-BtsJob -ServerInstance PROD1").Output);

    [Fact]
    public void A_topology_and_instances_are_not_given_together() =>
        Assert.Equal("AmbiguousParameterSet", FailureOf("Get-BtsJob -Topology $topology -SqlInstance PROD1").Id());

    [Fact]
    public void A_kind_that_does_not_exist_is_refused_with_those_that_do()
    {
        var error = FailureOf("Get-BtsJob $topology -Kind Nonsense");
        Assert.Equal("CannotConvertArgumentNoMessage", error.Id());
        Assert.Contains("RestoreToMark", error.Exception.Message);
    }
}
