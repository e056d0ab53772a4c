using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

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

    [Theory]
    [InlineData("sp_update_job @job_name = N'a', @new_name = N'b'", 14261, "The specified @new_name ('b') already exists.")]
    [InlineData("sp_update_job @job_name = N'a', @enabled = 2", 14266, "The specified '@enabled' is invalid (valid values are: 0, 1).")]
    [InlineData("sp_add_job @job_name = N'c', @enabled = 2", 14266, "The specified '@enabled' is invalid (valid values are: 0, 1).")]
    [InlineData("sp_update_job @job_name = N'a', @category_name = N'none'", 14234, null)]
    [InlineData("sp_add_job @job_name = N'c', @owner_login_name = N'none'", 14234, null)]
    [InlineData("sp_update_job @job_name = N'a', @owner_login_name = N'none'", 14234, null)]
    [InlineData("sp_add_schedule @schedule_name = N's', @freq_type = 1, @owner_login_name = N'none'", 14234, null)]
    [InlineData("sp_update_schedule @name = N'daily', @owner_login_name = N'none'", 14234, null)]
    [InlineData(
        "sp_add_jobstep @job_name = N'a', @step_name = N'x', @step_id = 4",
        14266,
        "The specified '@step_id' is invalid (valid values are: 1..3)."
    )]
    [InlineData(
        "sp_add_jobstep @job_name = N'a', @step_name = N'one', @step_id = 1",
        14261,
        "The specified @step_name ('one') already exists."
    )]
    [InlineData("sp_add_jobstep @job_name = N'a', @step_name = N'x', @subsystem = N'none'", 14234, null)]
    [InlineData("sp_add_jobstep @job_name = N'a', @step_name = N'x', @subsystem = NULL", 14234, null)]
    [InlineData("sp_add_jobstep @job_name = N'a', @step_name = N'x', @on_fail_action = 5", 14266, null)]
    [InlineData("sp_update_jobstep @job_name = N'a', @step_id = 3", 14262, "The specified @step_id ('3') does not exist.")]
    [InlineData(
        "sp_update_jobstep @job_name = N'a', @step_id = 1, @step_name = N'two'",
        14261,
        "The specified @step_name ('two') already exists."
    )]
    [InlineData("sp_update_jobstep @job_name = N'a', @step_id = 1, @subsystem = N'none'", 14234, null)]
    [InlineData("sp_update_jobstep @job_name = N'a', @step_id = 1, @on_success_action = 0", 14266, null)]
    [InlineData("sp_delete_jobstep @job_name = N'a', @step_id = 3", 14262, "The specified @step_id ('3') does not exist.")]
    [InlineData("sp_update_jobschedule @job_name = N'b', @name = N'daily'", 14262, "The specified @name ('daily') does not exist.")]
    [InlineData("sp_delete_jobschedule @job_name = N'b', @name = N'daily'", 14262, "The specified @name ('daily') does not exist.")]
    [InlineData("sp_update_schedule @name = N'none', @enabled = 0", 14262, "The specified @name ('none') does not exist.")]
    [InlineData("sp_detach_schedule @job_name = N'b', @schedule_name = N'daily'", 14374, null)]
    [InlineData("sp_attach_schedule @job_name = N'a'", 14373, null)]
    [InlineData("sp_help_category @class = 'none'", 14266, null)]
    [InlineData("sp_add_category @class = 'none', @name = N'x'", 14266, null)]
    [InlineData("sp_delete_category @class = 'none', @name = N'x'", 14266, null)]
    [InlineData("sp_delete_category @class = 'JOB', @name = N'none'", 14262, "The specified @name ('none') does not exist.")]
    public void Every_procedure_refuses_the_same_fault_in_the_same_words(string call, int number, string? text)
    {
        session.Perform(
            """
            EXEC sp_add_job @job_name = N'a'
            EXEC sp_add_job @job_name = N'b'
            EXEC sp_add_jobstep @job_name = N'a', @step_name = N'one'
            EXEC sp_add_jobstep @job_name = N'a', @step_name = N'two'
            EXEC sp_add_jobschedule @job_name = N'a', @name = N'daily', @freq_type = 4, @freq_interval = 1
            """
        );

        var failure = Fails("EXEC " + call);

        Assert.Equal(number, failure.Error.Number);
        Assert.Equal(text ?? failure.Error.Text, failure.Error.Text);
    }

    [Fact]
    public void What_an_update_does_not_name_stays_as_it_is()
    {
        session.Perform(
            """
            CREATE LOGIN owner1 WITH PASSWORD = 'Aa1!aaaaaaaaaa', CHECK_POLICY = OFF
            EXEC sp_add_job @job_name = N'a', @owner_login_name = N'owner1', @category_name = N'Database Maintenance'
            EXEC sp_add_schedule @schedule_name = N's', @freq_type = 1, @owner_login_name = N'owner1'
            EXEC sp_update_job @job_name = N'a', @enabled = 0
            EXEC sp_update_schedule @name = N's', @enabled = 0
            """
        );

        Assert.Equal(
            ["owner1", "Database Maintenance", "owner1"],
            session
                .Perform(
                    """
                    SELECT SUSER_SNAME(j.owner_sid), c.name, (SELECT SUSER_SNAME(owner_sid) FROM sysschedules)
                    FROM sysjobs AS j INNER JOIN syscategories AS c ON c.category_id = j.category_id
                    """
                )
                .Results[0]
                .Rows[0]
        );
    }

    [Fact]
    public void Two_schedules_of_one_name_are_told_apart_by_their_job()
    {
        session.Perform(
            """
            EXEC sp_add_job @job_name = N'a'
            EXEC sp_add_job @job_name = N'b'
            EXEC sp_add_jobschedule @job_name = N'a', @name = N'daily', @freq_type = 4, @freq_interval = 1
            EXEC sp_add_jobschedule @job_name = N'b', @name = N'daily', @freq_type = 4, @freq_interval = 1
            EXEC sp_update_jobschedule @job_name = N'b', @name = N'daily', @enabled = 0
            """
        );

        Assert.Equal(14371, Fails("EXEC sp_update_schedule @name = N'daily', @enabled = 0").Error.Number);
        var enabled = session.Perform("SELECT enabled FROM sysschedules ORDER BY schedule_id").Results[0].Rows;
        Assert.Equal([1, 0], enabled.Select(row => (int)row[0]!));
    }

    [Fact]
    public void Backup_history_goes_by_date_and_by_database()
    {
        session.Perform("CREATE DATABASE Orders CREATE DATABASE Stock");
        session.Perform(@"BACKUP DATABASE Orders TO DISK = 'C:\Backup\o.bak' BACKUP DATABASE Stock TO DISK = 'C:\Backup\s.bak'");
        session.Perform("EXEC sp_delete_database_backuphistory @database_name = N'Orders'");
        const string Left = "SELECT database_name FROM backupset";
        Assert.Equal(["Stock"], session.Perform(Left).Results[0].Rows.Select(row => row[0]));
        Assert.Single(session.Perform("SELECT * FROM backupmediafamily").Results[0].Rows);

        session.Perform("EXEC sp_delete_backuphistory @oldest_date = '20991231'");

        Assert.Empty(session.Perform(Left).Results[0].Rows);
        Assert.Empty(session.Perform("SELECT * FROM backupfile").Results[0].Rows);
    }

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
