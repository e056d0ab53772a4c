using BizTalkDR.Jobs.Import;
using BizTalkDR.Restore.Running;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sql;
using BizTalkDR.Tests.Logins;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Jobs;

/// <summary>The jobs of a group, taken along and at work on the other side: what they do there is what they do here.</summary>
public sealed class JobsAtWorkTests
{
    private const string Cleanup = GroupJobs.Cleanup;
    private const string RefCount = GroupJobs.RefCount;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_hour_of_the_clock_has_the_same_effects_on_both_sides()
    {
        await using var sides = await GroupWithWorkAsync();
        Make(sides, "MessageBox_Parts_Cleanup_BizTalkMsgBoxDb", "exec bts_PurgeParts", isScheduled: true);
        Make(sides, GroupJobs.Copy, "exec bts_CopyTrackedMessagesToDTA N'PROD', N'BizTalkDTADb'", isScheduled: true);
        Recover(sides);

        Import(sides);
        sides.InDatabase("DR", "msdb", "UPDATE dbo.sysjobs SET enabled = 0 WHERE name LIKE 'BTS Log Shipping%'");
        sides.InDatabase("PROD", "msdb", "UPDATE dbo.sysjobs SET enabled = 0 WHERE name LIKE 'Backup BizTalk Server%'");
        sides.InDatabase("DR", "msdb", "UPDATE dbo.sysjobs SET enabled = 0 WHERE name LIKE 'Backup BizTalk Server%'");
        await sides.Sandbox.AdvanceAsync(TimeSpan.FromHours(1), Stop);

        Assert.Equal((0, 0, 5), Work(sides, "PROD"));
        Assert.Equal((0, 0, 5), Work(sides, "DR"));
    }

    [Fact]
    public async Task What_never_ends_is_taken_along_while_it_runs_and_nothing_but_it_starts_the_clean_up()
    {
        await using var sides = await GroupWithWorkAsync();
        Make(sides, Cleanup, "exec bts_PurgeMessages", isScheduled: false);
        Make(sides, RefCount, $"exec bts_ManageMessageRefCountLog N'{Cleanup}'", isScheduled: true);
        sides.InDatabase(
            "PROD",
            "msdb",
            $"UPDATE dbo.sysjobs SET enabled = 0 WHERE name = N'{Cleanup}'; EXEC dbo.sp_start_job @job_name = N'{RefCount}'"
        );
        try
        {
            Recover(sides);
            Import(sides);
        }
        finally
        {
            sides.InDatabase("PROD", "msdb", $"EXEC dbo.sp_stop_job @job_name = N'{RefCount}'");
        }

        Assert.Equal(
            0,
            Ask(
                sides,
                "DR",
                "msdb",
                "SELECT COUNT(*) FROM dbo.sysjobs AS j LEFT JOIN dbo.sysjobschedules AS s ON s.job_id = j.job_id "
                    + $"WHERE j.name = N'{Cleanup}' AND (j.enabled = 1 OR s.schedule_id IS NOT NULL)"
            )
        );
        Assert.Equal(1, Ask(sides, "DR", "msdb", $"SELECT COUNT(*) FROM dbo.sysjobs WHERE name = N'{Cleanup}'"));
        Assert.Equal(1, Ask(sides, "DR", "msdb", $"SELECT COUNT(*) FROM dbo.sysjobs WHERE name = N'{RefCount}' AND enabled = 1"));
        Assert.Equal(
            0,
            Ask(
                sides,
                "DR",
                "msdb",
                "SELECT COUNT(*) FROM dbo.sysjobactivity AS a JOIN dbo.sysjobs AS j ON j.job_id = a.job_id "
                    + $"WHERE j.name IN (N'{Cleanup}', N'{RefCount}') AND (a.run_requested_date IS NOT NULL OR a.start_execution_date IS NOT NULL)"
            )
        );
    }

    // A group whose MessageBox has something to purge and something to copy, backed up and shipped with it.
    private static async Task<SandboxSides> GroupWithWorkAsync()
    {
        var sides = await SandboxSides.CreateAsync(
            new BizTalkSandboxOptions
            {
                SourceNames = ["PROD"],
                DestinationNames = ["DR"],
                ComputerNames = ["BTS01"],
            }
        );
        sides.InDatabase("PROD", "BizTalkDTADb", "CREATE TABLE dbo.TestCopies (Id int NOT NULL)");
        sides.InDatabase(
            "PROD",
            "BizTalkMsgBoxDb",
            "CREATE TABLE dbo.TestParts (Id int NOT NULL); CREATE TABLE dbo.TestTracked (Id int NOT NULL); "
                + "INSERT INTO dbo.TestParts VALUES (1), (2), (3); INSERT INTO dbo.TestTracked VALUES (1), (2), (3), (4), (5)"
        );
        foreach (
            var procedure in new[]
            {
                "bts_PurgeParts AS DELETE FROM dbo.TestParts",
                "bts_CopyTrackedMessagesToDTA @server sysname, @database sysname AS "
                    + "IF @server <> CONVERT(sysname, SERVERPROPERTY('ServerName')) RAISERROR('The tracking database is on another server.', 16, 1) ELSE "
                    + "BEGIN INSERT INTO BizTalkDTADb.dbo.TestCopies SELECT Id FROM dbo.TestTracked; DELETE FROM dbo.TestTracked END",
                "bts_PurgeMessages AS DELETE FROM dbo.TestParts",
                "bts_ManageMessageRefCountLog @job sysname AS WHILE 1 = 1 WAITFOR DELAY '00:00:01'",
            }
        )
        {
            sides.InDatabase(
                "PROD",
                "BizTalkMsgBoxDb",
                $"IF OBJECT_ID(N'dbo.{procedure.Split(' ')[0]}') IS NOT NULL DROP PROCEDURE dbo.{procedure.Split(' ')[0]}"
            );
            sides.InDatabase("PROD", "BizTalkMsgBoxDb", $"CREATE PROCEDURE dbo.{procedure}");
        }
        for (var round = 0; round < 3; round++)
            await sides.RoundAsync();
        return sides;
    }

    // The sandbox's own job of that title does nothing that a test could see.
    private static void Make(SandboxSides sides, string title, string command, bool isScheduled)
    {
        sides.InDatabase(
            "PROD",
            "msdb",
            $"IF EXISTS (SELECT * FROM dbo.sysjobs WHERE name = N'{title}') EXEC dbo.sp_delete_job @job_name = N'{title}'"
        );
        GroupJobs.Make(sides, "PROD", title, "BizTalkMsgBoxDb", command, isScheduled ? 15 : null);
    }

    private static void Recover(SandboxSides sides)
    {
        var situation = new RestoreSituationReader(sides.Connector).Read(
            sides.Topology,
            new RestoreSituationOptions { Side = InstanceSide.Destination },
            Stop
        );
        new RestoreRunner(sides.Connector).Run(situation.Plan(situation.Wish(null)).Require(), sides.Topology).ThrowIfFailed();
    }

    private static void Import(SandboxSides sides)
    {
        var jobs = new DisasterRecovery(sides.Connector).Jobs;
        var options = new JobImportOptions
        {
            MapInstance = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["PROD"] = "DR" },
        };
        foreach (var job in jobs.Plan(sides.Topology, jobs.Export(sides.Topology, null, Stop), options, Stop).Jobs)
            Assert.Equal(JobImportState.Created, jobs.Import(sides.Topology, job, Stop).State);
    }

    private static (int Parts, int Tracked, int Copies) Work(SandboxSides sides, string instance) =>
        (
            Ask(sides, instance, "BizTalkMsgBoxDb", "SELECT COUNT(*) FROM dbo.TestParts"),
            Ask(sides, instance, "BizTalkMsgBoxDb", "SELECT COUNT(*) FROM dbo.TestTracked"),
            Ask(sides, instance, "BizTalkDTADb", "SELECT COUNT(*) FROM dbo.TestCopies")
        );

    private static int Ask(SandboxSides sides, string instance, string database, string query)
    {
        using var connection = sides.Connector.Open(sides.Topology.Instance(instance), database);
        return SqlQuery.Scalar<int>(connection, query);
    }
}
