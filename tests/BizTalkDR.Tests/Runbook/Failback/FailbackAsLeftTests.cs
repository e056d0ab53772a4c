using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Runbook.Journal;
using BizTalkDR.Services;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Tests.Runbook.Failback;

/// <summary>
/// Between two steps, and at every run that goes on, the world is still the one that the run has left; what somebody else has changed is named, and nothing
/// is done over it.
/// </summary>
public sealed class FailbackAsLeftTests
{
    [Fact]
    public async Task A_failback_that_was_called_off_after_step_3_is_not_gone_on_with()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.RunUpTo(4);
        var job = new FailbackFacts(sides.Journal).Before!.BackupJobs[0];

        sides.Execute(job.Instance, $"EXEC msdb.dbo.sp_update_job @job_id = N'{job.JobId}', @enabled = 1");
        Assert.Contains(sides.Refusal(), reason => reason.Contains(job.Name) && reason.Contains("Step 1 had disabled it"));
        sides.Execute(job.Instance, $"EXEC msdb.dbo.sp_update_job @job_id = N'{job.JobId}', @enabled = 0");

        await sides.BackUpAsync();
        Assert.Contains(sides.Refusal(), reason => reason.Contains("Production has taken backup set"));

        await sides.ShipAsync();
        Assert.Contains(sides.Refusal(), reason => reason.Contains("is not as step 3 left it") && reason.Contains("it was rolled on"));
    }

    [Fact]
    public async Task The_copies_are_protected_from_step_4_on_and_what_is_changed_all_the_same_is_named()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.RunUpTo(7);
        var copy = new FailbackFacts(sides.Journal).Before!.Databases.Single(database => database.Name == "SSODB");

        var refused = Assert.Throws<SqlException>(() => sides.Execute(copy.Destination, "CREATE TABLE SSODB.dbo.Stray (Id int NOT NULL)"));
        Assert.Equal(3906, refused.Number);

        sides.SetService("ENTSSO", BtsServiceState.Running);
        Assert.Contains(sides.Refusal(), reason => reason.Contains("'ENTSSO'") && reason.Contains("Step 5 had stopped it"));
        sides.SetService("ENTSSO", BtsServiceState.Stopped);

        sides.Execute(copy.Destination, "ALTER DATABASE SSODB SET RESTRICTED_USER WITH ROLLBACK IMMEDIATE");
        Assert.Contains(sides.Refusal(), reason => reason.Contains("its access is RESTRICTED_USER, not MULTI_USER"));
        sides.Execute(copy.Destination, "ALTER DATABASE SSODB SET MULTI_USER");

        sides.Execute(copy.Destination, "ALTER DATABASE SSODB SET READ_WRITE WITH ROLLBACK IMMEDIATE");
        sides.Execute(copy.Destination, "CREATE TABLE SSODB.dbo.Stray (Id int NOT NULL)");
        sides.Execute(copy.Destination, "ALTER DATABASE SSODB SET READ_ONLY WITH ROLLBACK IMMEDIATE");
        Assert.Contains(sides.Refusal(), reason => reason.Contains("SSODB on DR-SQL") && reason.Contains("something was written into it"));
    }

    [Fact]
    public async Task A_production_database_that_is_another_than_at_the_beginning_is_not_dropped()
    {
        await using var sides = await FailbackSides.CreateAsync();

        var reasons = sides.Refusal(6, behind: 7, () => sides.Execute("PROD-SQL1", "DROP DATABASE SSODB; CREATE DATABASE SSODB"));

        Assert.Contains(
            reasons,
            reason => reason.Contains("SSODB on PROD-SQL1 is not the database that was there when this failback began")
        );
        Assert.NotEqual(DBNull.Value, sides.Read("PROD-SQL1", "SELECT DB_ID(N'SSODB')"));
    }

    [Fact]
    public async Task A_database_that_somebody_makes_on_the_dropped_production_is_named()
    {
        await using var sides = await FailbackSides.CreateAsync();

        var reasons = sides.Refusal(8, behind: 6, () => sides.Execute("PROD-SQL1", "CREATE DATABASE SSODB"));

        Assert.Contains(
            reasons,
            reason => reason.Contains("SSODB on PROD-SQL1 is not as step 6 left it") && reason.Contains("it is there again")
        );
        sides.Execute("PROD-SQL1", "DROP DATABASE SSODB");
        Assert.Equal(StepStatus.Succeeded, sides.Run((_, _) => true)[^1].Status);
    }

    [Fact]
    public async Task Production_is_protected_until_step_9_opens_it_and_what_was_written_all_the_same_is_named()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.RunUpTo(9);

        var refused = Assert.Throws<SqlException>(() => sides.Execute("PROD-SQL1", "CREATE TABLE SSODB.dbo.Stray (Id int NOT NULL)"));
        Assert.Equal(3906, refused.Number);

        sides.Execute("PROD-SQL1", "ALTER DATABASE SSODB SET READ_WRITE WITH ROLLBACK IMMEDIATE");
        sides.Execute("PROD-SQL1", "CREATE TABLE SSODB.dbo.Stray (Id int NOT NULL)");
        sides.Execute("PROD-SQL1", "ALTER DATABASE SSODB SET READ_ONLY WITH ROLLBACK IMMEDIATE");
        Assert.Contains(sides.Refusal(), reason => reason.Contains("SSODB on PROD-SQL1 is not as step 8 left it"));

        // What step 8 has not left there, step 8 brings anew.
        sides.Execute("PROD-SQL1", "DROP DATABASE SSODB");
        Assert.Equal(StepStatus.Succeeded, sides.Run((_, _) => true)[^1].Status);
        Assert.Equal(0, sides.Read("PROD-SQL1", "SELECT COUNT(*) FROM sys.databases WHERE database_id > 4 AND is_read_only = 1"));
    }

    [Fact]
    public async Task A_production_database_that_is_lost_after_step_9_is_not_mixed_from_the_mark_and_the_copies_stay()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.RunUpTo(10);
        var before = sides.Read("DR-SQL1", "SELECT COUNT(*) FROM sys.databases");
        sides.Execute("PROD-SQL1", "DROP DATABASE SSODB");

        var reasons = sides.Refusal();

        Assert.Contains(reasons, reason => reason.Contains("SSODB on PROD-SQL1 is not as step 9 left it") && reason.Contains("mixture"));
        Assert.Equal(before, sides.Read("DR-SQL1", "SELECT COUNT(*) FROM sys.databases"));
    }

    [Fact]
    public async Task A_database_that_is_lost_while_production_is_being_opened_is_not_mixed_from_the_mark_either()
    {
        await using var sides = await FailbackSides.CreateAsync();
        Assert.Throws<CutOffException>(() =>
            sides.Run((_, _) => true, new CutJournal(sides.Journal, entry => entry is { Step: 9, Kind: JournalEntryKind.ActionEnded }))
        );
        var opened = sides.Journal.Entries.Last(entry => entry is { Step: 9, Kind: JournalEntryKind.ActionStarted });
        sides.Execute(opened.Server!, $"DROP DATABASE [{opened.Database}]");

        var last = sides.Run((_, _) => true)[^1];

        Assert.Equal((8, StepStatus.Failed), (last.Number, last.Status));
        Assert.Contains(opened.Database!, Assert.Single(last.Details), StringComparison.Ordinal);
        Assert.Contains("mixture", last.Details[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_copy_is_dropped_for_a_production_with_a_damaged_page()
    {
        await using var sides = await FailbackSides.CreateAsync();

        var reasons = sides.Refusal(
            10,
            behind: 9,
            () =>
                sides.Execute(
                    "PROD-SQL1",
                    "INSERT INTO msdb.dbo.suspect_pages (database_id, file_id, page_id, event_type, error_count, last_update_date) VALUES (DB_ID(N'SSODB'), 1, 42, 2, 1, GETDATE())"
                )
        );

        Assert.Contains(reasons, reason => reason.Contains("SSODB on PROD-SQL1 has 1 damaged page(s)"));
        Assert.NotEqual(DBNull.Value, sides.Read("DR-SQL1", "SELECT DB_ID(N'SSODB')"));
    }

    [Fact]
    public async Task A_backup_job_that_was_enabled_and_ran_between_9_and_11_is_named_and_disabled_again_the_run_goes_on()
    {
        await using var sides = await FailbackSides.CreateAsync();
        sides.RunUpTo(10);
        var job = new FailbackFacts(sides.Journal).Before!.BackupJobs[0];
        sides.Execute(job.Instance, $"EXEC msdb.dbo.sp_update_job @job_id = N'{job.JobId}', @enabled = 1");
        await sides.BackUpAsync();

        Assert.Contains(sides.Refusal(), reason => reason.Contains(job.Name) && reason.Contains("Step 1 had disabled it"));

        sides.Execute(job.Instance, $"EXEC msdb.dbo.sp_update_job @job_id = N'{job.JobId}', @enabled = 0");
        Assert.Equal(StepStatus.Succeeded, sides.Run((_, _) => true)[^1].Status);
    }
}
