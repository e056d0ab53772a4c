using BizTalkDR.LogShipping;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Readiness;

public sealed class LogShippingFaultTests(ReadinessFixture healthy) : IClassFixture<ReadinessFixture>
{
    private SandboxSides Sides => healthy.Sides;

    private IReadOnlyList<LogShippingStatus> Status() => new LogShippingStatusReader(Sides.Connector).Read(Sides.Topology);

    private ReadinessResult FaultWith(string server, string breaking, string repairing)
    {
        Sides.Execute(server, breaking);
        try
        {
            return Sides.Test(ReadinessArea.LogShipping).OnlyFault();
        }
        finally
        {
            Sides.Execute(server, repairing);
        }
    }

    [Fact]
    public void In_its_steady_state_nothing_is_behind_though_the_last_set_waits()
    {
        var status = Status();

        Assert.Equal(["DR-SQL1", "DR-SQL2"], status.Select(each => each.Instance));
        Assert.All(status, each => Assert.Equal((0, TimeSpan.Zero, "OK"), (each.SetsBehind!.Value, each.TimeBehind!.Value, each.JobState)));
        Assert.All(status, each => Assert.True(each.LastRestoredSet < each.NewestKnownSet));
        Assert.All(status, each => Assert.Equal(each.NewestSourceSet, each.NewestKnownSet));
        Assert.All(status, each => Assert.Equal(each.LastRestoredSet, each.RecordedSet));
        Assert.All(status, each => Assert.Null(each.Blocked));
        Assert.Equal(["4 Restoring", "5 Restoring"], status.Select(each => each.DatabaseStates));
        Assert.Equal("BizTalkMgmtDb", Assert.Single(status[0].Sources).ManagementDatabase);
        Assert.All(status.SelectMany(each => each.Databases), database => Assert.NotNull(database.LastRestoredMark));
    }

    [Theory]
    [InlineData(ReadinessRunning.HistoryJob, "GetBackupHistoryJob")]
    [InlineData(ReadinessRunning.RestoreJob, "RestoreDatabasesJob")]
    public void A_disabled_job_fails_on_its_instance(string job, string check)
    {
        var update = $"EXEC msdb.dbo.sp_update_job @job_name = N'{job}', @enabled = ";

        var fault = FaultWith("DR-SQL2", update + "0", update + "1");

        Assert.Equal(check, fault.Name);
        fault.IsAt(ReadinessStatus.Failed, "DR-SQL2");
        Assert.Contains("Enable-BtsRestoreJob", fault.Remedy);
    }

    [Fact]
    public void A_job_that_is_not_there_fails()
    {
        const string Update = "EXEC msdb.dbo.sp_update_jobstep @job_name = ";

        var fault = FaultWith(
            "DR-SQL1",
            Update + $"N'{ReadinessRunning.MarkJob}', @step_id = 1, @command = N'select 1'",
            Update + $"N'{ReadinessRunning.MarkJob}', @step_id = 1, @command = N'exec dbo.bts_LogShippingRestoreToMark'"
        );

        Assert.Equal("RestoreToMarkJob", fault.Name);
        fault.IsAt(ReadinessStatus.Failed, "DR-SQL1");
    }

    [Fact]
    public void Restore_To_Mark_with_a_schedule_fails_because_it_would_end_log_shipping()
    {
        var fault = FaultWith(
            "DR-SQL1",
            $"EXEC msdb.dbo.sp_add_jobschedule @job_name = N'{ReadinessRunning.MarkJob}', @name = N'Nightly', @freq_type = 4, @freq_interval = 1, @active_start_time = 10000",
            $"EXEC msdb.dbo.sp_delete_jobschedule @job_name = N'{ReadinessRunning.MarkJob}', @name = N'Nightly'"
        );

        fault.IsAt(ReadinessStatus.Failed, "DR-SQL1");
        Assert.Contains("would recover the databases", fault.Detail);
    }

    [Fact]
    public async Task A_destination_that_stopped_restoring_falls_behind_alone_until_it_fails_the_limit()
    {
        const string Update = $"EXEC msdb.dbo.sp_update_job @job_name = N'{ReadinessRunning.RestoreJob}', @enabled = ";
        Sides.Execute("DR-SQL2", Update + "0");
        try
        {
            await Sides.Sandbox.AdvanceAsync(TimeSpan.FromMinutes(32), TestContext.Current.CancellationToken);
            var allowed = Sides.Test(ReadinessArea.LogShipping, ReadinessArea.Destination);
            await Sides.Sandbox.AdvanceAsync(TimeSpan.FromMinutes(60), TestContext.Current.CancellationToken);
            var results = Sides.Test(ReadinessArea.LogShipping, ReadinessArea.Destination);

            Assert.Equal(ReadinessStatus.Passed, allowed.Single(result => result is { Name: "LogShippingLag", Server: "DR-SQL2" }).Status);
            var lag = results.Fault("LogShippingLag");
            lag.IsAt(ReadinessStatus.Failed, "DR-SQL2", lag.Database);
            Assert.Matches(@"^[5-7] sets behind, 1 hour \d+ minutes?\.", lag.Detail);
            results.Fault("SameSet").IsAt(ReadinessStatus.Warning, "DR-SQL2", results.Fault("SameSet").Database);
            var status = Status()[1];
            Assert.Equal("Restore Databases disabled", status.JobState);
            Assert.InRange(status.SetsBehind!.Value, 5, 7);
            Assert.All(status.Databases, database => Assert.NotNull(database.NextFile));
        }
        finally
        {
            Sides.Execute("DR-SQL2", Update + "1");
            await Sides.ShipAsync();
        }
        Assert.Equal(0, Status()[1].SetsBehind);
    }

    [Fact]
    public async Task A_restore_that_fails_names_the_database_the_file_and_what_the_server_said()
    {
        await Sides.BackUpAsync();
        var file = Directory
            .GetFiles(Sides.Here(@"\\FILES\BizTalk"), "*ContosoOrders_Log_*")
            .OrderBy(File.GetLastWriteTimeUtc)
            .ThenBy(name => name)
            .Last();
        File.Move(file, file + ".away");
        try
        {
            await Sides.BackUpAsync();
            var outcomes = await Sides.Sandbox.RunLogShippingAsync(TestContext.Current.CancellationToken);
            Assert.Contains(outcomes, outcome => !outcome.Succeeded);

            var results = Sides.Test(ReadinessArea.LogShipping, ReadinessArea.BackupFile);

            var lag = results.Fault("LogShippingLag");
            lag.IsAt(ReadinessStatus.Failed, "DR-SQL2", "ContosoOrders");
            Assert.Contains(Path.GetFileName(file), lag.Detail);
            results.Fault("RestoreDatabasesJob").IsAt(ReadinessStatus.Failed, "DR-SQL2");
            results.Fault("FilesReadable").IsAt(ReadinessStatus.Failed, "DR-SQL2", "ContosoOrders");
            Assert.Contains(Path.GetFileName(file), results.Fault("FilesReadable").Detail);
            var blocked = Status()[1].Blocked!;
            Assert.Equal("ContosoOrders", blocked.Database);
            Assert.EndsWith(Path.GetFileName(file), blocked.File);
            Assert.Contains("ContosoOrders", blocked.Reason);
            Assert.Equal("Restore Databases failed", Status()[1].JobState);
            Assert.Null(Status()[0].Blocked);
        }
        finally
        {
            File.Move(file + ".away", file);
            await Sides.ShipAsync();
        }
        Assert.All(Sides.Test(ReadinessArea.LogShipping), result => Assert.Equal(ReadinessStatus.Passed, result.Status));
    }

    [Fact]
    public void Log_shippings_own_table_is_not_believed_against_the_servers_record()
    {
        const string Update = "UPDATE master.dbo.bts_LogShippingLastRestoreSet SET BackupSetId = BackupSetId ";
        Sides.Execute("DR-SQL1", Update + "+ 5");
        try
        {
            var status = Status()[0];
            var fault = Sides.Test(ReadinessArea.Destination).OnlyFault();

            Assert.Equal(status.LastRestoredSet + 5, status.RecordedSet);
            Assert.Equal(0, status.SetsBehind);
            Assert.Contains($"set {status.RecordedSet}", Assert.Single(status.Warnings));
            Assert.Equal("SameSet", fault.Name);
            fault.IsAt(ReadinessStatus.Warning, "DR-SQL1");
        }
        finally
        {
            Sides.Execute("DR-SQL1", Update + "- 5");
        }
    }

    [Fact]
    public void An_instance_that_does_not_answer_has_a_status_that_says_so()
    {
        var topology = Sides.Topology with
        {
            Destination = [Sides.Topology.Destination[0], Sides.Topology.Destination[1] with { Address = "127.0.0.1,1" }],
        };

        var status = new LogShippingStatusReader(Sides.Impatient).Read(topology);

        Assert.Null(status[0].Failure);
        Assert.Contains("DR-SQL2", status[1].Failure);
    }

    [Fact]
    public void While_production_is_down_the_destination_knows_what_it_has_copied()
    {
        var topology = Sides.Topology with
        {
            Source = [.. Sides.Topology.Source.Select(instance => instance with { Address = "127.0.0.1,1" })],
        };

        var status = new LogShippingStatusReader(Sides.Impatient).Read(topology);

        Assert.All(status, each => Assert.Null(each.NewestSourceSet));
        Assert.All(status, each => Assert.Equal(0, each.SetsBehind));
        Assert.All(status, each => Assert.NotNull(each.LastRestoredMark));
    }
}
