using BizTalkDR.Agent;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Commands;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class GetBtsJobCommandTests
{
    private readonly FakeEngine engine = Samples.EngineWithJobs();

    [Fact]
    public void Without_a_kind_the_groups_jobs_are_listed_and_no_others() =>
        Assert.Equal(
            [Samples.BackupJob, Samples.HistoryJob, Samples.RestoreJob, Samples.MarkJob],
            Run(new GetBtsJobCommand { Topology = Samples.Argument }).Output
        );

    [Fact]
    public void Other_jobs_are_listed_when_asked_for() =>
        Assert.Equal(
            "syspolicy_purge_history",
            Assert
                .IsType<AgentJob>(Assert.Single(Run(new GetBtsJobCommand { Topology = Samples.Argument, Kind = [JobKind.Other] }).Output))
                .Name
        );

    [Fact]
    public void Name_and_instance_filter_with_wildcards()
    {
        Assert.Equal([Samples.RestoreJob], Run(new GetBtsJobCommand { Topology = Samples.Argument, Name = ["*restore databases"] }).Output);
        Assert.Equal([Samples.BackupJob], Run(new GetBtsJobCommand { Topology = Samples.Argument, Instance = ["prod*"] }).Output);
    }

    [Fact]
    public void An_instance_that_does_not_answer_is_an_error_and_the_others_are_listed()
    {
        engine.Broken["PROD1"] = new InstanceConnectionException("LoginFailed", "No.") { Server = "PROD1" };
        var runtime = Run(new GetBtsJobCommand { Topology = Samples.Argument });
        Assert.Equal("LoginFailed", Assert.Single(runtime.Errors).Id);
        Assert.Equal(3, runtime.Output.Count);
    }

    [Fact]
    public void It_works_from_plain_instances() =>
        Assert.Equal([Samples.BackupJob], Run(new GetBtsJobCommand { SqlInstance = ["PROD1"] }).Output);

    private RecordingRuntime Run(GetBtsJobCommand cmdlet)
    {
        using (cmdlet)
        {
            cmdlet.CreateEngine = FakeEngine.Factory(engine);
            return cmdlet.Run();
        }
    }
}
