using BizTalkDR.Readiness.Results;
using BizTalkDR.Sql;
using BizTalkDR.Tests.Sides;

namespace BizTalkDR.Tests.Readiness;

public sealed class BackupJobFaultTests(ReadinessFixture healthy) : IClassFixture<ReadinessFixture>
{
    private const string Server = ReadinessRunning.Management;

    private SandboxSides Sides => healthy.Sides;

    private IReadOnlyList<ReadinessResult> TestWith(string breaking, string repairing, params ReadinessArea[] areas)
    {
        Sides.Execute(Server, breaking);
        try
        {
            return Sides.Test(areas.Length == 0 ? [ReadinessArea.BackupJob] : areas);
        }
        finally
        {
            Sides.Execute(Server, repairing);
        }
    }

    [Fact]
    public void A_disabled_job_fails_and_the_remedy_enables_it()
    {
        const string Update = $"EXEC msdb.dbo.sp_update_job @job_name = N'{ReadinessRunning.BackupJob}', @enabled = ";

        var fault = TestWith(Update + "0", Update + "1").OnlyFault();

        Assert.Equal("JobEnabled", fault.Name);
        fault.IsAt(ReadinessStatus.Failed, Server);
        Assert.Contains("Enable-BtsBackupJob", fault.Remedy);
    }

    [Fact]
    public void A_job_by_another_title_is_the_groups_all_the_same()
    {
        const string Update = "EXEC msdb.dbo.sp_update_job @job_name = ";

        var results = TestWith(
            Update + $"N'{ReadinessRunning.BackupJob}', @new_name = N'Nightly'",
            Update + $"N'Nightly', @new_name = N'{ReadinessRunning.BackupJob}'"
        );

        Assert.All(results, result => Assert.Equal(ReadinessStatus.Passed, result.Status));
        Assert.Contains(results, result => result is { Name: "JobPresent", Detail: "'Nightly'." });
    }

    [Fact]
    public void A_job_of_that_title_whose_steps_are_commented_out_is_none()
    {
        const string Update = "UPDATE msdb.dbo.sysjobsteps SET command = ";

        var fault = TestWith(
                Update + "N'--' + command WHERE step_id IN (2, 3)",
                Update + "SUBSTRING(command, 3, 4000) WHERE step_id IN (2, 3)"
            )
            .OnlyFault();

        Assert.Equal("JobPresent", fault.Name);
        fault.IsAt(ReadinessStatus.Failed, Server);
        Assert.Contains("PROD-SQL2", fault.Detail);
        Assert.Contains($"'{ReadinessRunning.BackupJob}' on {Server} is called so, but none of its steps calls them", fault.Detail);
    }

    [Fact]
    public void Of_two_groups_on_one_instance_only_ours_is_judged()
    {
        const string Other = "Backup BizTalk Server (TestMgmtDb)";

        var results = TestWith(
            "CREATE DATABASE TestMgmtDb; "
                + $"EXEC msdb.dbo.sp_add_job @job_name = N'{Other}', @enabled = 0; "
                + $"EXEC msdb.dbo.sp_add_jobstep @job_name = N'{Other}', @step_name = N'BackupFull', @subsystem = N'TSQL', "
                + "@database_name = N'TestMgmtDb', @command = N'exec sp_BackupAllFull_Schedule ''y'', ''T'', ''nowhere'''; "
                + $"EXEC msdb.dbo.sp_add_jobserver @job_name = N'{Other}'",
            $"EXEC msdb.dbo.sp_delete_job @job_name = N'{Other}'; DROP DATABASE TestMgmtDb"
        );

        Assert.All(results, result => Assert.Equal(ReadinessStatus.Passed, result.Status));
        Assert.Single(results, result => result.Name == "JobPresent");
    }

    [Fact]
    public void A_disabled_schedule_fails_and_is_named()
    {
        const string Update = "EXEC msdb.dbo.sp_update_schedule @name = N'MarkAndBackupLogSched', @enabled = ";

        var fault = TestWith(Update + "0", Update + "1").OnlyFault();

        Assert.Equal("JobSchedule", fault.Name);
        fault.IsAt(ReadinessStatus.Failed, Server);
        Assert.Contains("MarkAndBackupLogSched", fault.Detail);
    }

    [Fact]
    public void A_schedule_that_leaves_more_than_may_be_lost_fails()
    {
        const string Update = "EXEC msdb.dbo.sp_update_schedule @name = N'MarkAndBackupLogSched', @freq_subday_type = ";

        var fault = TestWith(Update + "8, @freq_subday_interval = 4", Update + "4, @freq_subday_interval = 15").OnlyFault();

        Assert.Equal("JobSchedule", fault.Name);
        fault.IsAt(ReadinessStatus.Failed, Server);
        Assert.Contains("4 hours", fault.Detail);
        Assert.Contains("no more than 1 hour", fault.Detail);
    }

    [Fact]
    public async Task A_stopped_Agent_fails()
    {
        await Sides.Instance(Server).Agent.StopAsync();
        try
        {
            var fault = Sides.Test(ReadinessArea.Instance).OnlyFault();

            Assert.Equal("AgentService", fault.Name);
            fault.IsAt(ReadinessStatus.Failed, Server);
            Assert.Contains("Start the service", fault.Remedy);
        }
        finally
        {
            Sides.Instance(Server).Agent.Start();
        }
    }

    [Theory]
    [InlineData(3, @"exec [dbo].[sp_MarkAll] 'BTS', '\\FILES\Elsewhere'", "SameBackupPath", ReadinessStatus.Warning, @"\\FILES\Elsewhere")]
    [InlineData(3, "exec dbo.sp_MarkAll N'BTS'", "SameBackupPath", ReadinessStatus.Failed, "sp_MarkAll is called without a folder")]
    [InlineData(3, "select 1", "JobSteps", ReadinessStatus.Failed, "sp_MarkAll")]
    [InlineData(4, "select 1", "JobSteps", ReadinessStatus.Warning, "sp_DeleteBackupHistory")]
    [InlineData(4, "exec sp_DeleteBackupHistory @DaysToKeep = 1", "HistoryRetention", ReadinessStatus.Warning, "history of 1 day ")]
    [InlineData(4, "exec sp_DeleteBackupHistory @DaysToKeep = 0", "HistoryRetention", ReadinessStatus.Warning, "nothing is cleared")]
    [InlineData(4, "exec sp_DeleteBackupHistory 2", "HistoryRetention", ReadinessStatus.Warning, "history of 2 days ")]
    [InlineData(4, "exec sp_DeleteBackupHistory", "HistoryRetention", ReadinessStatus.Warning, "does not say how many days")]
    [InlineData(
        2,
        @"exec sp_BackupAllFull_Schedule 'd', 'BTS', '\\FILES\BizTalk'",
        "FullAfterPartialSet",
        ReadinessStatus.Warning,
        "1 day"
    )]
    [InlineData(2, @"exec sp_BackupAllFull_Schedule 'x', 'BTS', '\\FILES\BizTalk', 1", "FullFrequency", ReadinessStatus.Failed, "'x'")]
    [InlineData(
        2,
        @"declare @p nvarchar(99) = @@servername exec sp_BackupAllFull_Schedule 'd', 'BTS', @p, 1",
        "SameBackupPath",
        ReadinessStatus.Unknown,
        "variable"
    )]
    public void A_step_that_says_something_wrong_is_found(int step, string command, string check, ReadinessStatus status, string detail)
    {
        var fault = WithStep(step, command, () => Sides.Test(ReadinessArea.BackupJob)).Fault(check);

        fault.IsAt(status, Server);
        Assert.Contains(detail, fault.Detail);
    }

    [Fact]
    public void A_folder_longer_than_the_procedure_takes_fails_before_anything_is_written_elsewhere()
    {
        var folder = @"\\FILES\BizTalk\" + new string('x', 120);

        var fault = WithStep(3, $"exec sp_MarkAll 'BTS', '{folder}'", () => Sides.Test(ReadinessArea.BackupJob)).Fault("Lengths");

        fault.IsAt(ReadinessStatus.Failed, Server);
        Assert.Contains($"takes 128 characters for @BackupPath, and is given {folder.Length}", fault.Detail);
    }

    [Fact]
    public void A_procedure_of_the_sites_own_that_deletes_the_files_is_told_apart()
    {
        using var connection = Sides.Connector.Open(Sides.Topology.Instance(Server), "BizTalkMgmtDb");
        SqlQuery.Execute(
            connection,
            "CREATE PROCEDURE dbo.usp_ContosoTidy @DaysToKeep int AS "
                + "DELETE FROM dbo.adm_BackupHistory WHERE BackupDateTime < DATEADD(day, -@DaysToKeep, GETUTCDATE()) "
                + @"EXEC master.dbo.xp_delete_file 0, N'\\FILES\BizTalk', N'bak', N'2026-01-01', 0"
        );
        try
        {
            var fault = WithStep(4, "exec dbo.usp_ContosoTidy 1", () => Sides.Test(ReadinessArea.BackupJob)).OnlyFault();

            Assert.Equal("HistoryRetention", fault.Name);
            fault.IsAt(ReadinessStatus.Failed, Server);
            Assert.Contains("usp_ContosoTidy deletes the files with it", fault.Detail);
        }
        finally
        {
            SqlQuery.Execute(connection, "DROP PROCEDURE dbo.usp_ContosoTidy");
        }
    }

    [Fact]
    public void A_folder_that_is_not_there_fails_for_every_instance_that_writes_to_it()
    {
        var results = WithStep(3, @"exec sp_MarkAll 'BTS', '\\FILES\Nowhere'", () => Sides.Test(ReadinessArea.BackupJob));

        var faults = results.Where(result => result is { Name: "BackupPath", Status: ReadinessStatus.Failed }).ToList();
        Assert.Equal(["PROD-SQL1", "PROD-SQL2"], faults.Select(fault => fault.Server));
        Assert.All(faults, fault => Assert.Contains(@"\\FILES\Nowhere", fault.Detail));
    }

    [Fact]
    public void The_placeholder_of_a_job_never_configured_fails()
    {
        var results = WithStep(3, "exec sp_MarkAll 'BTS', '<destination path>'", () => Sides.Test(ReadinessArea.BackupJob));

        Assert.Contains(
            results,
            result => result is { Name: "BackupPath", Status: ReadinessStatus.Failed } && result.Detail.Contains("<destination path>")
        );
    }

    [Fact]
    public void A_folder_on_a_drive_of_the_server_warns_and_one_beside_the_data_files_fails()
    {
        var results = WithStep(3, @"exec sp_MarkAll 'BTS', 'D:\Data'", () => Sides.Test(ReadinessArea.BackupJob, ReadinessArea.BackupFile));

        Assert.Equal(2, results.Count(result => result is { Name: "BackupPath", Status: ReadinessStatus.Warning }));
        var volumes = results.Where(result => result is { Name: "BackupVolume", Status: ReadinessStatus.Failed }).ToList();
        Assert.Equal(["PROD-SQL1", "PROD-SQL2"], volumes.Select(fault => fault.Server));
        Assert.All(volumes, fault => Assert.Contains(fault.Database!, fault.Detail));
    }

    [Fact]
    public void A_share_that_access_is_denied_to_fails_for_the_writers_and_the_readers()
    {
        Sides.Sandbox.Host.Files.DenyAccess(@"\\FILES\BizTalk");
        try
        {
            var results = Sides.Test();

            Assert.Equal(2, results.Count(result => result is { Name: "BackupPath", Status: ReadinessStatus.Failed }));
            Assert.Equal(9, results.Count(result => result is { Name: "FilesReadable", Status: ReadinessStatus.Failed }));
            results.Fault("MarkAge").IsAt(ReadinessStatus.Failed, Server);
            Assert.Contains(results, result => result is { Name: "FullRestore", Status: ReadinessStatus.Failed });
        }
        finally
        {
            Sides.Sandbox.Host.Files.DenyAccess(@"\\FILES\BizTalk", false);
        }
    }

    private T WithStep<T>(int step, string command, Func<T> test)
    {
        using var connection = Sides.Connector.Open(Sides.Topology.Instance(Server), "msdb");
        var before = SqlQuery.Scalar<string>(
            connection,
            "SELECT s.command FROM dbo.sysjobsteps AS s INNER JOIN dbo.sysjobs AS j ON j.job_id = s.job_id WHERE j.name = @job AND s.step_id = @step",
            ("@job", ReadinessRunning.BackupJob),
            ("@step", step)
        );
        void Set(string text) =>
            SqlQuery.Execute(
                connection,
                "EXEC dbo.sp_update_jobstep @job_name = @job, @step_id = @step, @command = @command",
                ("@job", ReadinessRunning.BackupJob),
                ("@step", step),
                ("@command", text)
            );
        Set(command);
        try
        {
            return test();
        }
        finally
        {
            Set(before!);
        }
    }
}
