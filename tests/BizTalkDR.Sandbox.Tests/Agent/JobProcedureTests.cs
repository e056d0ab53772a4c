using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Tests.Agent;

public sealed class JobProcedureTests : IAsyncDisposable
{
    private readonly SandboxHost host = new();
    private readonly SqlSession session;

    public JobProcedureTests() => session = host.AddInstance(new SqlInstanceOptions { Name = "SQL1" }).OpenInternalSession("test", "msdb");

    [Fact]
    public void A_job_that_does_not_exist_is_refused_with_14262()
    {
        var failure = Fails("EXEC sp_update_job @job_name = N'none', @enabled = 0");
        Assert.Equal((14262, (byte)16), (failure.Error.Number, failure.Error.Severity));
        Assert.Equal("The specified @job_name ('none') does not exist.", failure.Error.Text);
    }

    [Fact]
    public void A_job_must_be_named_one_way_or_the_other() => Assert.Equal(14294, Fails("EXEC sp_delete_job").Error.Number);

    [Fact]
    public void A_second_job_of_the_same_name_is_refused_with_14261()
    {
        session.Perform("EXEC sp_add_job @job_name = N'a'");
        Assert.Equal(14261, Fails("EXEC sp_add_job @job_name = N'a'").Error.Number);
    }

    [Fact]
    public void A_job_without_a_target_cannot_be_started() =>
        Assert.Equal(14256, Fails("EXEC sp_add_job @job_name = N'a' EXEC sp_start_job @job_name = N'a'").Error.Number);

    [Fact]
    public void sp_help_job_shows_every_aspect_of_a_job()
    {
        session.Perform(
            """
            DECLARE @id uniqueidentifier
            EXEC sp_add_job @job_name = N'a', @description = N'about', @job_id = @id OUTPUT
            EXEC sp_add_jobstep @job_id = @id, @step_name = N's', @command = N'SELECT 1'
            EXEC sp_add_jobschedule @job_id = @id, @name = N'daily', @freq_type = 4, @freq_interval = 1
            EXEC sp_add_jobserver @job_id = @id, @server_name = N'(LOCAL)'
            """
        );
        var results = session.Perform("EXEC sp_help_job @job_name = N'a'").Results;
        Assert.Equal(4, results.Count);
        var job = results[0];
        Assert.Equal("a", job.Get<string>(job.Rows[0], "name"));
        Assert.Equal("about", job.Get<string>(job.Rows[0], "description"));
        Assert.Equal(4, job.Get<int>(job.Rows[0], "current_execution_status"));
        Assert.Equal(5, job.Get<int>(job.Rows[0], "last_run_outcome"));
        Assert.Equal(1, job.Get<int>(job.Rows[0], "has_step"));
        Assert.NotEqual(0, job.Get<int>(job.Rows[0], "next_run_date"));
        Assert.Equal("s", results[1].Get<string>(results[1].Rows[0], "step_name"));
        Assert.Equal("daily", results[2].Get<string>(results[2].Rows[0], "schedule_name"));
        Assert.Equal("SQL1", results[3].Get<string>(results[3].Rows[0], "server_name"));
    }

    [Fact]
    public void Steps_move_when_one_is_put_between_or_taken_out()
    {
        session.Perform(
            """
            EXEC sp_add_job @job_name = N'a'
            EXEC sp_add_jobstep @job_name = N'a', @step_name = N'one'
            EXEC sp_add_jobstep @job_name = N'a', @step_name = N'three'
            EXEC sp_add_jobstep @job_name = N'a', @step_id = 2, @step_name = N'two'
            EXEC sp_delete_jobstep @job_name = N'a', @step_id = 1
            """
        );
        var steps = session.Perform("SELECT step_id, step_name FROM sysjobsteps ORDER BY step_id").Results[0].Rows;
        Assert.Equal([(1, "two"), (2, "three")], steps.Select(row => ((int)row[0]!, (string)row[1]!)));
    }

    [Fact]
    public void A_schedule_in_use_is_not_deleted_and_an_unused_one_goes_with_its_job()
    {
        session.Perform(
            "EXEC sp_add_job @job_name = N'a' EXEC sp_add_jobschedule @job_name = N'a', @name = N's', @freq_type = 4, @freq_interval = 1"
        );
        Assert.Equal(14372, Fails("EXEC sp_delete_schedule @schedule_name = N's'").Error.Number);
        session.Perform("EXEC sp_delete_job @job_name = N'a'");
        Assert.Empty(session.Perform("SELECT * FROM sysschedules").Results[0].Rows);
        Assert.Empty(session.Perform("SELECT * FROM sysjobschedules").Results[0].Rows);
    }

    [Theory]
    [InlineData("@freq_type = 3", 14266)]
    [InlineData("@freq_type = 4, @freq_interval = 0", 14278)]
    [InlineData("@freq_type = 32, @freq_interval = 1, @freq_relative_interval = 3, @freq_recurrence_factor = 1", 14266)]
    public void A_schedule_that_makes_no_sense_is_refused(string frequency, int number) =>
        Assert.Equal(number, Fails($"EXEC sp_add_schedule @schedule_name = N's', {frequency}").Error.Number);

    [Fact]
    public void agent_datetime_puts_date_and_time_together() =>
        Assert.Equal(
            new DateTime(2026, 11, 21, 9, 5, 7),
            session.Perform("SELECT dbo.agent_datetime(20261121, 90507) AS at").Results[0].Rows[0][0]
        );

    public async ValueTask DisposeAsync()
    {
        session.Dispose();
        await host.DisposeAsync();
    }

    private SqlServerException Fails(string statement) => Assert.Throws<SqlServerException>(() => session.Perform(statement));
}
