using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Services;

namespace BizTalkDR.Tests.Runbook.Failback;

/// <summary>A failback that somebody gives up: what it switched off comes back, and nothing else is touched.</summary>
public sealed class FailbackGivenUpTests
{
    private const string RestoringCopies = "SELECT COUNT(*) FROM sys.databases WHERE state = 1";
    private const string HistoryRows = "SELECT COUNT(*) FROM master.dbo.bts_LogShippingHistory";
    private const string Marked = "SELECT COUNT(*) FROM msdb.dbo.sysjobs WHERE description LIKE N'%BizTalkDR: switched off%'";
    private const string Disabled = "SELECT COUNT(*) FROM msdb.dbo.sysjobs WHERE enabled = 0 AND name LIKE N'B%'";

    private static readonly string[] Instances = ["PROD-SQL1", "DR-SQL1", "DR-SQL2"];

    [Fact]
    public async Task After_steps_1_to_3_step_12_alone_enables_the_jobs_and_destroys_nothing()
    {
        await using var sides = await FailbackSides.CreateAsync();
        var before = Destination(sides);
        sides.Run((_, _) => true, only: [1, 2, 3]);

        IReadOnlyList<StepAction> asked = [];
        var results = sides.Run(
            (step, actions) =>
            {
                asked = actions;
                return step == 12;
            },
            only: [12]
        );

        Assert.Equal(StepStatus.Succeeded, results[^1].Status);
        Assert.DoesNotContain(asked, action => action.IsDestructive);
        Assert.Equal(before, Destination(sides));
        Assert.All(["DR-SQL1", "DR-SQL2"], instance => Assert.Equal(0, sides.Read(instance, Disabled)));
    }

    [Fact]
    public async Task Another_groups_source_and_databases_on_the_same_instance_outlive_a_whole_failback()
    {
        const string Other = "11111111-2222-3333-4444-555555555555";
        await using var sides = await FailbackSides.CreateAsync();
        sides.Execute("DR-SQL1", "CREATE DATABASE TestOrders");
        sides.Execute(
            "DR-SQL1",
            $"""
            INSERT INTO master.dbo.bts_LogShippingSource (SourceID, Description, MgmtDatabaseName, MgmtServerName, SourceServerName)
            VALUES ('{Other}', N'Test', N'TestMgmtDb', N'TEST-SQL', NULL)
            INSERT INTO master.dbo.bts_LogShippingDatabases (SourceID, DatabaseName, ServerName) VALUES ('{Other}', N'TestOrders', N'TEST-SQL')
            INSERT INTO master.dbo.bts_LogShippingLastRestoreSet (SourceID, BackupSetId, RestoredDateTime) VALUES ('{Other}', 7, GETDATE())
            """
        );

        var asked = new List<StepAction>();
        var results = sides.Run(
            (_, actions) =>
            {
                asked.AddRange(actions);
                return true;
            }
        );

        Assert.Equal(StepStatus.Succeeded, results[^1].Status);
        Assert.NotEqual(DBNull.Value, sides.Read("DR-SQL1", "SELECT DB_ID(N'TestOrders')"));
        Assert.Equal(1, sides.Read("DR-SQL1", $"SELECT COUNT(*) FROM master.dbo.bts_LogShippingLastRestoreSet WHERE SourceID = '{Other}'"));
        Assert.Equal(0, sides.Read("DR-SQL1", HistoryRows));
        Assert.DoesNotContain(
            asked,
            action => action.Database == "TestOrders" || action.Description.Contains(Other, StringComparison.Ordinal)
        );
        // Each database that is forgotten was asked about as destroyed, and is on record.
        var forgotten = asked.Where(action => action.Description.Contains("sp_LogShippingClean", StringComparison.Ordinal)).ToList();
        Assert.Equal(new FailbackFacts(sides.Journal).Before!.Databases.Count, forgotten.Count);
        Assert.All(
            forgotten,
            action =>
            {
                Assert.True(action.IsDestructive);
                Assert.Contains(
                    sides.Journal.Entries,
                    entry =>
                        entry is { Kind: JournalEntryKind.ActionEnded, Step: 12 }
                        && entry.Server == action.Server
                        && entry.Database == action.Database
                );
            }
        );
    }

    [Fact]
    public async Task A_database_that_log_shipping_would_drop_and_the_run_does_not_is_named_before_the_first_step()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.Execute("DR-SQL1", "CREATE DATABASE FormerOrders");
        sides.Execute(
            "DR-SQL1",
            "INSERT INTO master.dbo.bts_LogShippingDatabases (SourceID, DatabaseName, ServerName) SELECT SourceID, N'FormerOrders', N'PROD-SQL1' FROM master.dbo.bts_LogShippingSource"
        );

        var refused = Assert.Throws<RunbookRefusedException>(() => sides.Run((_, _) => true));

        Assert.Contains(
            "FormerOrders on DR-SQL1 is there and is not one that this run has dropped",
            Assert.Single(refused.Problems),
            StringComparison.Ordinal
        );
        Assert.All(Instances, instance => Assert.Equal(0, sides.Read(instance, Disabled)));
    }

    [Fact]
    public async Task What_a_run_has_switched_off_whose_journal_is_lost_is_switched_on_by_the_next()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.Run((step, _) => step != 4, new MemoryJournal());
        Assert.Equal([1, 2, 2], Instances.Select(instance => sides.Read(instance, Marked)));
        // One that somebody has switched on again meanwhile: the others are marked, and not forgotten for it.
        sides.Execute("DR-SQL2", "EXEC msdb.dbo.sp_update_job @job_name = N'BTS Log Shipping - Get Backup History', @enabled = 1");

        var asked = new List<StepAction>();
        var results = sides.Run(
            (_, actions) =>
            {
                asked.AddRange(actions);
                return true;
            }
        );

        Assert.Equal(StepStatus.Succeeded, results[^1].Status);
        Assert.All(Instances, instance => Assert.Equal((0, 0), (sides.Read(instance, Disabled), sides.Read(instance, Marked))));
        Assert.Equal(4, asked.Count(action => action.Description.Contains("has switched off", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_job_whose_description_has_no_room_for_a_mark_is_found_by_the_next_run_all_the_same()
    {
        await using var sides = await FailbackSides.CreateAsync();
        var full = new string('x', 500);
        sides.Execute("PROD-SQL1", $"UPDATE msdb.dbo.sysjobs SET description = N'{full}' WHERE name LIKE N'Backup BizTalk%'");
        sides.Run((step, _) => step != 4, new MemoryJournal());
        Assert.Equal(0, sides.Read("PROD-SQL1", Marked));

        var asked = new List<StepAction>();
        var results = sides.Run(
            (_, actions) =>
            {
                asked.AddRange(actions);
                return true;
            }
        );

        Assert.Equal(StepStatus.Succeeded, results[^1].Status);
        Assert.Contains(
            asked,
            action =>
                action.Description.StartsWith("Enable job 'Backup BizTalk", StringComparison.Ordinal)
                && action.Description.Contains("has switched off", StringComparison.Ordinal)
        );
        Assert.Equal(full, sides.Read("PROD-SQL1", "SELECT description FROM msdb.dbo.sysjobs WHERE name LIKE N'Backup BizTalk%'"));
        Assert.Equal(0, sides.Read("PROD-SQL1", "SELECT COUNT(*) FROM msdb.sys.extended_properties WHERE name LIKE N'BizTalkDR job %'"));
    }

    [Fact]
    public async Task Services_that_a_run_has_stopped_whose_journal_is_lost_are_started_by_the_next()
    {
        const string Marks = "SELECT COUNT(*) FROM msdb.sys.extended_properties WHERE name LIKE N'BizTalkDR off %'";
        await using var sides = await FailbackSides.CreateAsync();
        sides.Run((step, _) => step != 7, new MemoryJournal());
        Assert.Equal(2, sides.Read("PROD-SQL1", Marks));
        // One runs again, and would be all that the next run finds running.
        sides.StartService(BtsServiceNames.SingleSignOn);

        var asked = new List<StepAction>();
        var results = sides.Run(
            (_, actions) =>
            {
                asked.AddRange(actions);
                return true;
            }
        );

        Assert.Equal(StepStatus.Succeeded, results[^1].Status);
        Assert.Empty(sides.Stopped);
        Assert.Equal(0, sides.Read("PROD-SQL1", Marks));
        Assert.Contains(
            asked,
            action =>
                action.Description.StartsWith("Start service 'BTSSvc$BizTalkServerApplication', which failback ", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_restore_job_that_is_disabled_on_one_instance_is_there()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.Execute("DR-SQL2", "UPDATE msdb.dbo.sysjobs SET enabled = 0 WHERE name LIKE N'BTS Log Shipping%'");

        var results = sides.Run((step, _) => step != 4);

        Assert.Equal((4, StepStatus.Declined), (results[^1].Number, results[^1].Status));
    }

    private static List<object?> Destination(FailbackSides sides) =>
        [
            .. new[] { "DR-SQL1", "DR-SQL2" }.SelectMany(instance =>
                new[] { sides.Read(instance, RestoringCopies), sides.Read(instance, HistoryRows) }
            ),
        ];
}
