using BizTalkDR.Agent;
using BizTalkDR.Errors;
using BizTalkDR.Sql;
using BizTalkDR.Tests.Readiness;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Agent;

/// <summary>One instance on each side, whose jobs the tests write as sites do.</summary>
public sealed class JobSides : IAsyncLifetime
{
    internal SandboxSides Sides { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Sides = await ReadinessFixture.SmallAsync();

    public ValueTask DisposeAsync() => Sides.DisposeAsync();
}

public sealed class AgentJobReaderTests(JobSides jobs) : IClassFixture<JobSides>
{
    private const string Production = "PROD";
    private const string Recovery = "DR";

    private SandboxSides Sides => jobs.Sides;

    private AgentJob Read(string instance, string name) =>
        new AgentJobReader(Sides.Connector).Read(Sides.Topology, Sides.Topology.Instance(instance)).Single(job => job.Name == name);

    /// <summary>Reads a job of one step, which is added for the time being.</summary>
    private AgentJob ReadAdded(string instance, string title, string database, string command, string subsystem = "TSQL")
    {
        using var connection = Sides.Connector.Open(Sides.Topology.Instance(instance), "msdb");
        SqlQuery.Execute(
            connection,
            """
            EXEC dbo.sp_add_job @job_name = @title
            EXEC dbo.sp_add_jobstep @job_name = @title, @step_name = N'Only', @subsystem = @subsystem, @database_name = @database, @command = @command
            EXEC dbo.sp_add_jobserver @job_name = @title
            """,
            ("@title", title),
            ("@subsystem", subsystem),
            ("@database", database),
            ("@command", command)
        );
        try
        {
            return Read(instance, title);
        }
        finally
        {
            SqlQuery.Execute(connection, "EXEC dbo.sp_delete_job @job_name = @title", ("@title", title));
        }
    }

    [Theory]
    [InlineData("Nightly", "BizTalkMgmtDb", @"exec [dbo].[sp_MarkAll] 'BTS', '\\FILES\BizTalk'")]
    [InlineData(
        "PRD_Backup BizTalk Server - group 1",
        "BizTalkMgmtDb",
        @"if (select sys.fn_hadr_is_primary_replica('BizTalkMgmtDb')) = 1 begin exec sp_BackupAllFull_Schedule 'd', 'BTS', '\\F\B' end"
    )]
    [InlineData("From master", "master", @"exec BizTalkMgmtDb.dbo.sp_MarkAll 'BTS', '\\FILES\BizTalk'")]
    [InlineData("With USE", "master", "use BizTalkMgmtDb\nGO\nexec dbo.sp_MarkAll 'BTS', 'x'")]
    [InlineData("Other words", "biztalkmgmtdb", "execute SP_MARKALL 'BTS', 'x'")]
    public void A_job_that_takes_backups_in_the_management_database_is_the_backup_job(string title, string database, string command)
    {
        var job = ReadAdded(Production, title, database, command);

        Assert.Equal(JobKind.Backup, job.Kind);
        Assert.Equal("BizTalkMgmtDb on PROD", job.Group, ignoreCase: true);
    }

    [Theory]
    [InlineData("master", "exec dbo.sp_MarkAll 'BTS', 'x'", "master on PROD")]
    [InlineData("BAMPrimaryImport", "exec dbo.sp_MarkAll 'BTS', 'x'", "BAMPrimaryImport on PROD")]
    [InlineData("BizTalkMgmtDb", "exec [OTHER].BizTalkMgmtDb.dbo.sp_MarkAll 'BTS', 'x'", "BizTalkMgmtDb on OTHER")]
    [InlineData("BizTalkMgmtDb", "-- exec dbo.sp_MarkAll 'BTS', '<destination path>'", null)]
    [InlineData("BizTalkMgmtDb", "exec dbo.sp_DeleteBackupHistory @DaysToKeep = 14", null)]
    [InlineData("BizTalkMgmtDb", "print 'exec dbo.sp_MarkAll'", null)]
    public void A_job_that_does_not_is_not_whatever_it_is_called(string database, string command, string? group)
    {
        var job = ReadAdded(Production, "Backup BizTalk Server (BizTalkMgmtDb) 2", database, command);

        Assert.Equal((JobKind.Other, group), (job.Kind, job.Group));
    }

    [Fact]
    public void A_procedure_of_the_sites_own_that_takes_backups_makes_its_job_the_backup_job()
    {
        using var connection = Sides.Connector.Open(Sides.Topology.Instance(Production), "BizTalkMgmtDb");
        SqlQuery.Execute(connection, "CREATE PROCEDURE dbo.usp_Contoso @path nvarchar(128) AS EXEC dbo.sp_MarkAll 'BTS', @path");
        try
        {
            Assert.Equal(JobKind.Backup, ReadAdded(Production, "Contoso", "BizTalkMgmtDb", "exec dbo.usp_Contoso 'x'").Kind);
        }
        finally
        {
            SqlQuery.Execute(connection, "DROP PROCEDURE dbo.usp_Contoso");
        }
    }

    [Theory]
    [InlineData("exec dbo.bts_LogShippingGetBackupHistory", JobKind.GetBackupHistory)]
    [InlineData("if 1 = 1 exec master..bts_LogShippingRestoreDatabases", JobKind.RestoreDatabases)]
    [InlineData("exec dbo.bts_LogShippingRestoreToMark @MarkName = N'x'", JobKind.RestoreToMark)]
    [InlineData("exec dbo.sp_LogShippingClean N'BizTalk Group'", JobKind.Other)]
    public void A_job_of_log_shipping_is_known_by_the_procedure_whatever_its_title(string command, JobKind kind)
    {
        var job = ReadAdded(Recovery, "Every minute", "master", command);

        Assert.Equal(kind, job.Kind);
        if (kind != JobKind.Other)
            Assert.Equal("BizTalkMgmtDb on PROD", job.Group);
    }

    [Fact]
    public void A_job_that_is_called_for_another_groups_source_is_not_ours()
    {
        const string Other = "11111111-2222-3333-4444-555555555555";
        Sides.Execute(
            Recovery,
            "INSERT INTO master.dbo.bts_LogShippingSource (SourceID, Description, MgmtDatabaseName, MgmtServerName, SourceServerName) "
                + $"VALUES ('{Other}', N'Test', N'TestMgmtDb', N'TEST-SQL', NULL)"
        );
        try
        {
            var theirs = ReadAdded(Recovery, "Theirs", "master", $"exec dbo.bts_LogShippingRestoreDatabases '{Other}'");
            var shared = Read(Recovery, ReadinessRunning.RestoreJob);

            Assert.Equal((JobKind.Other, "TestMgmtDb on TEST-SQL"), (theirs.Kind, theirs.Group));
            Assert.Equal(JobKind.RestoreDatabases, shared.Kind);
            Assert.Contains("BizTalkMgmtDb on PROD", shared.Group!, StringComparison.Ordinal);
            Assert.Contains("TestMgmtDb on TEST-SQL", shared.Group!, StringComparison.Ordinal);
            Assert.True(shared.IsShared);
        }
        finally
        {
            Sides.Execute(Recovery, $"DELETE FROM master.dbo.bts_LogShippingSource WHERE SourceID = '{Other}'");
        }
    }

    [Fact]
    public void A_job_that_is_switched_off_says_by_whom_until_it_is_switched_on_again()
    {
        var control = new AgentJobControl(Sides.Connector, Sides.Topology);
        var before = Read(Production, ReadinessRunning.BackupJob);

        control.SetEnabled(before, false, "failback 0123456789ab", default);
        var off = Read(Production, ReadinessRunning.BackupJob);
        // Who finds it disabled has not switched it off.
        control.SetEnabled(before, false, "failback ba9876543210", default);
        var still = Read(Production, ReadinessRunning.BackupJob);
        control.SetEnabled(before, true, "", default);
        var on = Read(Production, ReadinessRunning.BackupJob);

        Assert.Equal((false, "failback 0123456789ab"), (off.IsEnabled, off.SwitchedOffBy));
        Assert.NotNull(off.SwitchedOffAt);
        Assert.Equal(off.SwitchedOffBy, still.SwitchedOffBy);
        Assert.Equal((true, null, before.Description), (on.IsEnabled, on.SwitchedOffBy, on.Description));
    }

    [Fact]
    public void A_job_whose_description_has_no_room_is_marked_beside_it_and_the_description_is_left_alone()
    {
        var control = new AgentJobControl(Sides.Connector, Sides.Topology);
        var description = Read(Production, ReadinessRunning.BackupJob).Description;
        var full = new string('x', 500);
        try
        {
            Describe(full);
            var before = Read(Production, ReadinessRunning.BackupJob);

            control.SetEnabled(before, false, "failback 0123456789ab", default);
            var off = Read(Production, ReadinessRunning.BackupJob);
            control.SetEnabled(before, true, "", default);
            var on = Read(Production, ReadinessRunning.BackupJob);
            // Later there is room: the mark beside is not the one that counts.
            control.SetEnabled(before, false, "failback 0123456789ab", default);
            Sides.Execute(Production, $"EXEC msdb.dbo.sp_update_job @job_id = '{before.JobId}', @enabled = 1");
            Describe("short");
            control.SetEnabled(before, false, "failback ba9876543210", default);
            var again = Read(Production, ReadinessRunning.BackupJob);
            control.SetEnabled(before, true, "", default);

            Assert.Equal((false, "failback 0123456789ab", full), (off.IsEnabled, off.SwitchedOffBy, off.Description));
            Assert.Equal((true, null, full, false), (on.IsEnabled, on.SwitchedOffBy, on.Description, on.IsMarkedBesides));
            Assert.Equal(("failback ba9876543210", false), (again.SwitchedOffBy, again.IsMarkedBesides));
        }
        finally
        {
            Describe(description ?? "");
        }
    }

    private void Describe(string text) =>
        Sides.Execute(Production, $"UPDATE msdb.dbo.sysjobs SET description = N'{text}' WHERE name = N'{ReadinessRunning.BackupJob}'");

    [Fact]
    public void A_job_that_was_asked_to_start_and_has_not_begun_is_waited_for()
    {
        var job = Read(Production, ReadinessRunning.BackupJob);
        var control = new AgentJobControl(Sides.Connector, Sides.Topology, TimeSpan.FromMilliseconds(5));
        var looks = 0;
        Activity("GETDATE()", "NULL", "NULL");

        var idle = control.WaitUntilIdle(
            [job],
            TimeSpan.FromMinutes(5),
            waiting =>
            {
                Assert.NotNull(Assert.Single(waiting).RequestedAt);
                Assert.False(waiting[0].IsRunning);
                // It begins, and ends.
                if (++looks == 3)
                    Activity("GETDATE()", "GETDATE()", "GETDATE()");
            }
        );

        Assert.Null(Assert.Single(idle).RequestedAt);
        Assert.Equal(3, looks);

        void Activity(string requested, string started, string stopped) =>
            Sides.Execute(
                Production,
                $"""
                UPDATE msdb.dbo.sysjobactivity
                SET run_requested_date = {requested}, start_execution_date = {started}, stop_execution_date = {stopped}
                WHERE job_id = '{job.JobId}'
                """
            );
    }

    [Fact]
    public void One_instance_under_two_names_is_refused_by_all_that_take_a_topology()
    {
        var destination = Sides.Topology.Destination[0];
        var twice = Sides.Topology with { Source = [.. Sides.Topology.Source, destination with { Name = "PROD-ALIAS" }] };
        var engine = new DisasterRecovery(Sides.Connector);
        var database = new DatabaseKey(Recovery, "BizTalkMgmtDb");

        Refused(() => engine.ReadJobs(twice, Production, default));
        Refused(() => engine.ReadGroup(twice, InstanceSide.Source, default));
        Refused(() => engine.ReadLogShipping(twice, default));
        Refused(() => engine.TestReadiness(twice, new(), _ => { }, default));
        Refused(() => engine.Remove(twice, [database], new(), default));
        Refused(() => engine.Verify(twice, [database], null, default));
        Refused(() => engine.WaitUntilIdle(twice, [], TimeSpan.Zero, _ => { }, default));

        static void Refused(Action act)
        {
            var refused = Assert.Throws<TopologyException>(act);
            Assert.Equal("SameInstance", refused.ErrorId);
            Assert.Contains("PROD-ALIAS (source) and DR (destination)", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_job_of_another_group_is_not_switched()
    {
        var other = Read(Production, ReadinessRunning.BackupJob);
        var elsewhere = Sides.Topology with
        {
            ManagementDatabase = new() { Instance = Production, Database = "TestMgmtDb" },
        };

        var refused = Assert.Throws<JobException>(() => new DisasterRecovery(Sides.Connector).SetEnabled(elsewhere, other, false, default));

        Assert.Equal("JobOfOtherGroup", refused.ErrorId);
        Assert.Contains("BizTalkMgmtDb on PROD", refused.Message, StringComparison.Ordinal);
        Assert.True(Read(Production, ReadinessRunning.BackupJob).IsEnabled);
    }
}
