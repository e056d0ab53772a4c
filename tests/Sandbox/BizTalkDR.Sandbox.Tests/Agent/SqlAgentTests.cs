using System.Globalization;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Tests.Agent;

public sealed class SqlAgentTests : IAsyncDisposable
{
    private readonly SandboxHost host = new();
    private readonly SqlInstance instance;
    private readonly SqlSession session;

    public SqlAgentTests()
    {
        // Five past nine: no schedule of these tests is due while one of them is being set up.
        host.Clock.Advance(DateTime.UtcNow.Date.AddDays(1).AddHours(9).AddMinutes(5) - host.Clock.UtcNow);
        instance = host.AddInstance(new SqlInstanceOptions { Name = "SQL1" });
        session = instance.OpenInternalSession("test", "msdb");
        session.Perform("CREATE TABLE msdb.dbo.Runs (Step nvarchar(50))");
    }

    [Fact]
    public async Task A_job_runs_its_steps_and_leaves_their_history_and_its_outcome()
    {
        AddJob("Nightly", "INSERT INTO Runs VALUES (N'one') PRINT 'done'", "INSERT INTO Runs VALUES (N'two')");
        session.Perform("EXEC sp_start_job @job_name = N'Nightly'");
        await instance.Agent.WaitForJobAsync("Nightly", default);

        Assert.Equal(["one", "two"], Column("SELECT Step FROM Runs"));
        var history = session
            .Perform("SELECT step_id, step_name, run_status, message FROM sysjobhistory ORDER BY instance_id")
            .Results[0]
            .Rows;
        Assert.Equal([1, 2, 0], history.Select(row => (int)row[0]!));
        Assert.All(history, row => Assert.Equal(1, row[2]));
        Assert.Contains("done [SQLSTATE 01000] (Message 0).  The step succeeded.", (string)history[0][3]!);
        Assert.Equal("The job succeeded.  The Job was invoked by User sa.  The last step to run was step 2 (step 2).", history[2][3]);
    }

    [Fact]
    public async Task A_job_that_finds_no_free_thread_is_on_record_as_asked_for_and_begins_once_there_is_one()
    {
        const string Requested =
            "SELECT COUNT(*) FROM sysjobactivity WHERE run_requested_date IS NOT NULL AND start_execution_date IS NULL";
        AddJob("Nightly", "INSERT INTO Runs VALUES (N'one')");
        instance.Agent.HoldsStarts = true;
        session.Perform("EXEC sp_start_job @job_name = N'Nightly'");
        while (session.Perform(Requested).Results[0].Rows[0][0] is not 1)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        Assert.Empty(Column("SELECT Step FROM Runs"));

        instance.Agent.HoldsStarts = false;
        await instance.Agent.WaitForJobAsync("Nightly", default);

        Assert.Equal(["one"], Column("SELECT Step FROM Runs"));
        Assert.Equal(0, session.Perform(Requested).Results[0].Rows[0][0]);
    }

    [Fact]
    public async Task A_failing_step_fails_the_job_with_the_errors_number()
    {
        AddJob("Broken", "RAISERROR(N'no room', 16, 1)", "INSERT INTO Runs VALUES (N'two')");
        session.Perform("EXEC sp_start_job @job_name = N'Broken'");
        await instance.Agent.WaitForJobAsync("Broken", default);

        Assert.Empty(Column("SELECT Step FROM Runs"));
        var history = session
            .Perform("SELECT step_id, run_status, sql_message_id, message FROM sysjobhistory ORDER BY instance_id")
            .Results[0]
            .Rows;
        Assert.Equal([1, 0], history.Select(row => (int)row[0]!));
        Assert.All(history, row => Assert.Equal(0, row[1]));
        Assert.Equal(50000, history[0][2]);
        Assert.EndsWith("no room [SQLSTATE 42000] (Error 50000).  The step failed.", (string)history[0][3]!);
    }

    [Fact]
    public async Task A_running_job_shows_in_sysjobactivity_and_can_be_stopped_but_not_started_again()
    {
        AddJob("Long", "WAITFOR DELAY '00:01:00'");
        session.Perform("EXEC sp_start_job @job_name = N'Long'");
        await Until(() => Column(Running).Count == 1);
        Assert.Equal(22022, Fails("EXEC sp_start_job @job_name = N'Long'").Error.Number);
        var shown = session.Perform("EXEC sp_help_job @job_name = N'Long', @job_aspect = 'JOB'").Results[0];
        Assert.Equal(1, shown.Get<int>(shown.Rows[0], "current_execution_status"));
        Assert.Equal("1 (step 1)", shown.Get<string>(shown.Rows[0], "current_execution_step"));

        session.Perform("EXEC sp_stop_job @job_name = N'Long'");
        await instance.Agent.WaitForJobAsync("Long", default);
        Assert.Empty(Column(Running));
        Assert.Equal([3, 3], session.Perform("SELECT run_status FROM sysjobhistory").Results[0].Rows.Select(row => (int)row[0]!));
        Assert.Equal(22022, Fails("EXEC sp_stop_job @job_name = N'Long'").Error.Number);
    }

    [Fact]
    public async Task Driving_the_clock_runs_a_schedule_at_each_of_its_times()
    {
        AddJob("Often", "INSERT INTO Runs VALUES (CONVERT(nvarchar(50), GETDATE(), 120))");
        session.Perform(
            """
            EXEC sp_add_jobschedule @job_name = N'Often', @name = N'quarters', @freq_type = 4, @freq_interval = 1, @freq_subday_type = 4,
                @freq_subday_interval = 15
            """
        );
        await host.AdvanceAsync(TimeSpan.FromHours(2));
        var runs = Column("SELECT Step FROM Runs");
        Assert.Equal(8, runs.Count);
        Assert.All(runs, run => Assert.Contains(run![14..16], new[] { "00", "15", "30", "45" }));
    }

    [Fact]
    public async Task A_day_of_jobs_that_run_every_minute_leaves_session_ids_small()
    {
        AddJob("Often", "INSERT INTO Runs VALUES (CONVERT(nvarchar(50), @@SPID))");
        session.Perform(
            """
            EXEC sp_add_jobschedule @job_name = N'Often', @name = N'minutes', @freq_type = 4, @freq_interval = 1, @freq_subday_type = 4,
                @freq_subday_interval = 1
            """
        );
        await host.AdvanceAsync(TimeSpan.FromDays(1));

        var ids = Column("SELECT Step FROM Runs");
        Assert.Equal(24 * 60, ids.Count);
        Assert.All(ids, id => Assert.InRange(int.Parse(id!, CultureInfo.InvariantCulture), 51, 60));
    }

    [Fact]
    public async Task A_disabled_job_is_not_started_by_its_schedule_and_starts_again_when_enabled()
    {
        AddJob("Often", "INSERT INTO Runs VALUES (N'run')");
        session.Perform(
            "EXEC sp_add_jobschedule @job_name = N'Often', @name = N's', @freq_type = 4, @freq_interval = 1, @freq_subday_type = 8, @freq_subday_interval = 1"
        );
        session.Perform("EXEC sp_update_job @job_name = N'Often', @enabled = 0");
        await host.AdvanceAsync(TimeSpan.FromHours(3));
        Assert.Empty(Column("SELECT Step FROM Runs"));
        session.Perform("EXEC sp_update_job @job_name = N'Often', @enabled = 1");
        await host.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Single(Column("SELECT Step FROM Runs"));
    }

    [Fact]
    public async Task A_step_is_tried_again_after_its_interval()
    {
        AddJob("Retry", "INSERT INTO Runs VALUES (N'run')");
        session.Perform("EXEC sp_update_jobstep @job_name = N'Retry', @step_id = 1, @retry_attempts = 2, @retry_interval = 5");
        host.Faults.Add(new Fault(FaultPoint.JobStep, "SQL1", "Retry"));
        session.Perform("EXEC sp_start_job @job_name = N'Retry'");
        await Until(() => instance.Agent.NextDue() is not null);
        await host.AdvanceAsync(TimeSpan.FromMinutes(6));

        var history = session
            .Perform("SELECT step_id, run_status, retries_attempted FROM sysjobhistory ORDER BY instance_id")
            .Results[0]
            .Rows;
        Assert.Equal([(1, 2, 0), (1, 1, 1), (0, 1, 0)], history.Select(row => ((int)row[0]!, (int)row[1]!, (int)row[2]!)));
    }

    [Fact]
    public async Task With_the_service_stopped_jobs_cannot_be_started_and_schedules_do_nothing()
    {
        AddJob("Often", "INSERT INTO Runs VALUES (N'run')");
        session.Perform(
            "EXEC sp_add_jobschedule @job_name = N'Often', @name = N's', @freq_type = 4, @freq_interval = 1, @freq_subday_type = 8, @freq_subday_interval = 1"
        );
        await instance.Agent.StopAsync();
        var refused = Fails("EXEC sp_start_job @job_name = N'Often'");
        Assert.Equal(22022, refused.Error.Number);
        Assert.Contains("not currently running", refused.Error.Text);
        await host.AdvanceAsync(TimeSpan.FromHours(3));
        Assert.Empty(Column("SELECT Step FROM Runs"));
        instance.Agent.Start();
        await host.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Single(Column("SELECT Step FROM Runs"));
    }

    [Fact]
    public async Task A_step_of_another_subsystem_fails_and_says_why()
    {
        session.Perform(
            "EXEC sp_add_job @job_name = N'Shell' EXEC sp_add_jobstep @job_name = N'Shell', @step_name = N's', @subsystem = N'CmdExec', @command = N'dir' EXEC sp_add_jobserver @job_name = N'Shell'"
        );
        session.Perform("EXEC sp_start_job @job_name = N'Shell'");
        await instance.Agent.WaitForJobAsync("Shell", default);
        Assert.Contains("CmdExec subsystem is not available", Column("SELECT message FROM sysjobhistory WHERE step_id = 1")[0]);
    }

    private const string Running = """
        SELECT j.name
        FROM sysjobactivity AS a
        INNER JOIN sysjobs AS j ON j.job_id = a.job_id
        WHERE a.session_id = (SELECT MAX(session_id) FROM syssessions)
            AND a.start_execution_date IS NOT NULL AND a.stop_execution_date IS NULL
        """;

    public async ValueTask DisposeAsync()
    {
        session.Dispose();
        await host.DisposeAsync();
    }

    private void AddJob(string name, params string[] steps)
    {
        session.Perform("EXEC sp_add_job @job_name = @name", ("@name", name));
        for (var i = 1; i <= steps.Length; i++)
            session.Perform(
                """
                EXEC sp_add_jobstep @job_name = @name, @step_name = @step, @command = @command, @database_name = N'msdb',
                    @on_success_action = @next
                """,
                ("@name", name),
                ("@step", $"step {i}"),
                ("@command", steps[i - 1]),
                ("@next", i < steps.Length ? 3 : 1)
            );
        session.Perform("EXEC sp_add_jobserver @job_name = @name", ("@name", name));
    }

    private List<string?> Column(string query) => [.. session.Perform(query).Results[0].Rows.Select(row => (string?)row[0])];

    private SqlServerException Fails(string statement) => Assert.Throws<SqlServerException>(() => session.Perform(statement));

    private static async Task Until(Func<bool> condition)
    {
        for (var i = 0; i < 500 && !condition(); i++)
            await Task.Delay(20);
        Assert.True(condition());
    }
}
