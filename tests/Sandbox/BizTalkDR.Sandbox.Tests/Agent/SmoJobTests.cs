using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Storage;
using Microsoft.Data.SqlClient;
using Microsoft.SqlServer.Management.Common;
using Microsoft.SqlServer.Management.Smo;
using Microsoft.SqlServer.Management.Smo.Agent;

namespace BizTalkDR.Sandbox.Tests.Agent;

/// <summary>The Agent as SQL Server Management Objects see it over the wire.</summary>
public sealed class SmoJobTests : IAsyncDisposable
{
    private readonly SandboxHost host = new();
    private readonly SqlInstance instance;
    private readonly ServerConnection connection;

    public SmoJobTests()
    {
        instance = host.AddInstance(new SqlInstanceOptions { Name = "SQL1" });
        var text = new SqlConnectionStringBuilder
        {
            DataSource = $"{instance.EndPoint.Address},{instance.EndPoint.Port}",
            UserID = "sa",
            Password = instance.SaPassword,
            TrustServerCertificate = true,
            Pooling = false,
        };
        connection = new ServerConnection(new SqlConnection(text.ConnectionString)) { StatementTimeout = 20 };
    }

    private Server Server => new(connection);

    [Fact]
    public void The_job_server_tells_its_properties()
    {
        var agent = Server.JobServer;
        Assert.Equal(JobServerType.Standalone, agent.JobServerType);
        Assert.Equal(1000, agent.MaximumHistoryRows);
        Assert.Contains(agent.JobCategories.Cast<JobCategory>(), category => category.Name == "Database Maintenance");
    }

    [Fact]
    public void A_job_made_with_its_step_and_schedule_reads_back_the_same()
    {
        Make("Nightly", "PRINT 'hello'");
        var job = Server.JobServer.Jobs["Nightly"];
        Assert.True(job.IsEnabled);
        Assert.Equal("about it", job.Description);
        Assert.Equal("sa", job.OwnerLoginName);
        Assert.Equal("[Uncategorized (Local)]", job.Category);
        var step = Assert.Single(job.JobSteps.Cast<JobStep>());
        Assert.Equal(
            ("step", "PRINT 'hello'", AgentSubSystem.TransactSql, "msdb"),
            (step.Name, step.Command, step.SubSystem, step.DatabaseName)
        );
        var schedule = Assert.Single(job.JobSchedules.Cast<JobSchedule>());
        Assert.Equal(
            (FrequencyTypes.Daily, FrequencySubDayTypes.Minute, 15),
            (schedule.FrequencyTypes, schedule.FrequencySubDayTypes, schedule.FrequencySubDayInterval)
        );
        Assert.True(job.HasSchedule);
        Assert.True(job.NextRunDate > host.Clock.Now.AddMinutes(-1));
        Assert.Equal(CompletionResult.Unknown, job.LastRunOutcome);
        Assert.Equal(JobExecutionStatus.Idle, job.CurrentRunStatus);
    }

    [Fact]
    public async Task A_job_is_started_and_its_history_read()
    {
        Make("Nightly", "PRINT 'hello'");
        Server.JobServer.Jobs["Nightly"].Start();
        await instance.Agent.WaitForJobAsync("Nightly", default);
        var job = Server.JobServer.Jobs["Nightly"];
        Assert.Equal(CompletionResult.Succeeded, job.LastRunOutcome);
        var history = job.EnumHistory();
        Assert.Equal(2, history.Rows.Count);
        Assert.Contains("hello", (string)history.Rows.Cast<System.Data.DataRow>().First(row => (int)row["StepID"] == 1)["Message"]);
    }

    [Fact]
    public async Task A_running_job_shows_as_executing_and_stops()
    {
        Make("Long", "WAITFOR DELAY '00:01:00'");
        Server.JobServer.Jobs["Long"].Start();
        for (var i = 0; i < 200 && instance.Agent.RunOf(ScheduleId("Long")) is not { CurrentStep: 1 }; i++)
            await Task.Delay(20);
        var job = Server.JobServer.Jobs["Long"];
        Assert.Equal(JobExecutionStatus.Executing, job.CurrentRunStatus);
        Assert.StartsWith("1 ", job.CurrentRunStep);
        job.Stop();
        await instance.Agent.WaitForJobAsync("Long", default);
        Assert.Equal(CompletionResult.Cancelled, Server.JobServer.Jobs["Long"].LastRunOutcome);
    }

    [Fact]
    public void A_job_is_disabled_enabled_scripted_and_dropped()
    {
        Make("Nightly", "PRINT 'hello'");
        var job = Server.JobServer.Jobs["Nightly"];
        job.IsEnabled = false;
        job.Alter();
        Assert.False(Server.JobServer.Jobs["Nightly"].IsEnabled);
        var script = string.Join('\n', Server.JobServer.Jobs["Nightly"].Script().Cast<string>());
        Assert.Contains("sp_add_jobstep", script);
        Server.JobServer.Jobs["Nightly"].Drop();
        Assert.Null(Server.JobServer.Jobs["Nightly"]);

        connection.ExecuteNonQuery(script);
        var again = Server.JobServer.Jobs["Nightly"];
        Assert.False(again.IsEnabled);
        Assert.Single(again.JobSteps);
        Assert.Single(again.JobSchedules);
    }

    public async ValueTask DisposeAsync()
    {
        connection.Disconnect();
        await host.DisposeAsync();
    }

    private Guid ScheduleId(string name) =>
        BizTalkDR.Sandbox.Agent.ScheduleTable.FindJob(instance.FindDatabase("msdb")!, name) ?? Guid.Empty;

    private void Make(string name, string command)
    {
        var job = new Job(Server.JobServer, name) { Description = "about it" };
        job.Create();
        new JobStep(job, "step") { Command = command, DatabaseName = "msdb" }.Create();
        new JobSchedule(job, "quarters")
        {
            FrequencyTypes = FrequencyTypes.Daily,
            FrequencyInterval = 1,
            FrequencySubDayTypes = FrequencySubDayTypes.Minute,
            FrequencySubDayInterval = 15,
            ActiveStartDate = host.Clock.Now.Date,
        }.Create();
        job.ApplyToTargetServer("(local)");
    }
}
