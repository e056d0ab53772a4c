using Microsoft.SqlServer.Management.Smo;
using Microsoft.SqlServer.Management.Smo.Agent;

namespace BizTalkDR.Sandbox.Tests.Smo;

public sealed class JobServerTests(SmoFixture fixture) : IClassFixture<SmoFixture>
{
    [Fact]
    public void A_job_is_listed_with_its_steps()
    {
        fixture.AddJob("Listed", "SELECT 1");
        var job = fixture.Connect().JobServer.Jobs["Listed"];

        Assert.True(job.IsEnabled);
        Assert.Equal("A job of the test", job.Description);
        Assert.Equal(JobExecutionStatus.Idle, job.CurrentRunStatus);
        Assert.Equal(CompletionResult.Unknown, job.LastRunOutcome);
        var step = Assert.Single(job.JobSteps.Cast<JobStep>());
        Assert.Equal(("Only step", "SELECT 1", "Orders"), (step.Name, step.Command, step.DatabaseName));
        Assert.Equal(AgentSubSystem.TransactSql, step.SubSystem);
    }

    [Fact]
    public void A_job_is_disabled_and_enabled()
    {
        fixture.AddJob("Switched", "SELECT 1");
        foreach (var isEnabled in new[] { false, true })
        {
            var job = fixture.Connect().JobServer.Jobs["Switched"];
            job.IsEnabled = isEnabled;
            job.Alter();
            Assert.Equal(isEnabled, fixture.Connect().JobServer.Jobs["Switched"].IsEnabled);
        }
    }

    [Fact]
    public async Task A_job_is_started_and_its_history_read()
    {
        fixture.AddJob("Started", "INSERT INTO dbo.Items VALUES (100, N'by the job')");
        var job = fixture.Connect().JobServer.Jobs["Started"];
        job.Start();
        for (var i = 0; i < 600 && job.LastRunOutcome == CompletionResult.Unknown; i++)
        {
            await Task.Delay(100);
            job.Refresh();
        }

        Assert.Equal(CompletionResult.Succeeded, job.LastRunOutcome);
        Assert.Equal("by the job", fixture.Scalar("SELECT Name FROM Orders.dbo.Items WHERE Id = 100"));
        var history = job.EnumHistory();
        Assert.Equal([0, 1], history.Rows.Cast<System.Data.DataRow>().Select(row => (int)row["StepID"]).Order());
    }

    [Fact]
    public async Task A_running_job_is_stopped()
    {
        fixture.AddJob("Endless", "WAITFOR DELAY '00:10:00'");
        var job = fixture.Connect().JobServer.Jobs["Endless"];
        job.Start();
        await Refresh(job, () => job.CurrentRunStatus == JobExecutionStatus.Executing);
        job.Stop();
        await Refresh(job, () => job.CurrentRunStatus == JobExecutionStatus.Idle);

        Assert.Equal(CompletionResult.Cancelled, job.LastRunOutcome);
    }

    [Fact]
    public void A_job_is_scripted_and_dropped()
    {
        fixture.AddJob("Scripted", "SELECT 'x'");
        var job = fixture.Connect().JobServer.Jobs["Scripted"];
        var script = string.Join('\n', job.Script().Cast<string>());
        Assert.Contains("sp_add_jobstep", script, StringComparison.Ordinal);

        job.Drop();
        Assert.Null(fixture.Connect().JobServer.Jobs["Scripted"]);
        fixture.Execute(script);
        Assert.NotNull(fixture.Connect().JobServer.Jobs["Scripted"]);
    }

    [Fact]
    public void A_job_is_made_with_a_step_and_a_schedule()
    {
        var server = fixture.Connect();
        var job = new Job(server.JobServer, "Made") { Description = "By SMO" };
        job.Create();
        job.ApplyToTargetServer("(local)");
        new JobStep(job, "First") { Command = "SELECT 1", SubSystem = AgentSubSystem.TransactSql }.Create();
        new JobSchedule(job, "Every quarter of an hour")
        {
            FrequencyTypes = FrequencyTypes.Daily,
            FrequencyInterval = 1,
            FrequencySubDayTypes = FrequencySubDayTypes.Minute,
            FrequencySubDayInterval = 15,
        }.Create();

        var made = fixture.Connect().JobServer.Jobs["Made"];
        Assert.Equal(("By SMO", 1), (made.Description, made.JobSteps.Count));
        var schedule = Assert.Single(made.JobSchedules.Cast<JobSchedule>());
        Assert.Equal((FrequencySubDayTypes.Minute, 15), (schedule.FrequencySubDayTypes, schedule.FrequencySubDayInterval));
        Assert.True(made.HasSchedule);
    }

    [Fact]
    public void The_job_server_has_every_property_that_SMO_knows()
    {
        var agent = fixture.Connect().JobServer;
        agent.Initialize(true);

        Assert.Equal(JobServerType.Standalone, agent.JobServerType);
        Assert.True(agent.MaximumHistoryRows > 0);
        Assert.Contains("[Uncategorized (Local)]", agent.JobCategories.Cast<JobCategory>().Select(category => category.Name));
    }

    private static async Task Refresh(Job job, Func<bool> until)
    {
        for (var i = 0; i < 600 && !until(); i++)
        {
            await Task.Delay(100);
            job.Refresh();
        }
        Assert.True(until());
    }
}
