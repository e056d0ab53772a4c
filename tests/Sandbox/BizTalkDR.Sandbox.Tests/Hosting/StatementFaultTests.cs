using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage.Definitions;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Sandbox.Tests.Hosting;

/// <summary>What can be made to go wrong before and after each statement of a client, and at drops, changes, procedures and msdb's rows.</summary>
public sealed class StatementFaultTests : ClientFixture
{
    private const string ThreeRows =
        "INSERT INTO Orders.dbo.Numbers VALUES (1); INSERT INTO Orders.dbo.Numbers VALUES (2); INSERT INTO Orders.dbo.Numbers VALUES (3)";

    public StatementFaultTests() => Execute(First, "CREATE DATABASE Orders; CREATE TABLE Orders.dbo.Numbers (Id int NOT NULL)");

    [Theory]
    [InlineData(FaultMoment.Before, 1)]
    [InlineData(FaultMoment.After, 2)]
    public void A_connection_is_cut_before_or_after_the_second_statement_of_a_batch(FaultMoment moment, int rows)
    {
        Plant(FaultPoint.Statement, Application, FaultEffect.Cut, moment, passes: 1);
        Assert.Throws<SqlException>(() => Execute(First, ThreeRows));
        Assert.Equal(rows, Read(First, "SELECT COUNT(*) FROM Orders.dbo.Numbers"));
    }

    [Fact]
    public void A_statement_fails_with_the_number_that_was_planted_and_those_of_other_applications_do_not()
    {
        Host.Faults.Add(new Fault(FaultPoint.Statement, "SQL1", "other", ErrorNumber: 1205));
        Execute(First, ThreeRows);
        Host.Faults.Add(new Fault(FaultPoint.Statement, "SQL1", Application, ErrorNumber: 8651));
        Assert.Equal(8651, Assert.Throws<SqlException>(() => Execute(First, "SELECT 1")).Number);
        Execute(First, "SELECT 1");
    }

    [Fact]
    public void Each_statement_is_seen_on_both_sides_those_of_procedures_too_with_its_text()
    {
        var seen = new List<string>();
        foreach (var moment in new[] { FaultMoment.Before, FaultMoment.After })
            Host.Faults.Add(
                new Fault(FaultPoint.Statement, null, Application, int.MaxValue)
                {
                    Effect = FaultEffect.Watch,
                    Moment = moment,
                    Then = site => seen.Add($"{site.Moment} {site.Text}"),
                }
            );
        Execute(First, "SELECT 1; EXEC sp_executesql N'SELECT 2'");
        Assert.Equal(
            [
                "Before SELECT 1;",
                "After SELECT 1;",
                "Before EXEC sp_executesql N'SELECT 2'",
                "Before SELECT 2",
                "After SELECT 2",
                "After EXEC sp_executesql N'SELECT 2'",
            ],
            seen
        );
    }

    [Fact]
    public async Task An_instance_stops_after_a_statement_that_is_committed()
    {
        Plant(FaultPoint.Statement, Application, FaultEffect.Stop, FaultMoment.After, passes: 0);
        Assert.Throws<SqlException>(() => Execute(First, ThreeRows));
        await First.StartAsync();
        Assert.Equal(1, Read(First, "SELECT COUNT(*) FROM Orders.dbo.Numbers"));
    }

    [Fact]
    public async Task What_hangs_goes_on_when_the_fault_is_taken_away_and_ends_when_its_client_gives_up()
    {
        var hang = new Fault(FaultPoint.Statement, "SQL1", Application, int.MaxValue) { Effect = FaultEffect.Hang };
        Host.Faults.Add(hang);
        using var connection = Open(First);
        using var command = new SqlCommand("SELECT 1", connection) { CommandTimeout = 1 };
        Assert.Equal(-2, Assert.Throws<SqlException>(() => command.ExecuteScalar()).Number);
        var waiting = Task.Run(() => Read(Open(First), "SELECT 1"));
        Assert.False(waiting.IsCompleted);
        Host.Faults.Remove(hang);
        Assert.Equal(1, await waiting);
    }

    [Fact]
    public void A_drop_fails_before_and_is_done_when_the_connection_is_cut_after_it()
    {
        Plant(FaultPoint.Drop, "Orders", FaultEffect.Fail);
        Assert.Equal(3702, Assert.Throws<SqlException>(() => Execute(First, "DROP DATABASE Orders")).Number);
        Plant(FaultPoint.Drop, "Orders", FaultEffect.Cut, FaultMoment.After);
        Assert.Throws<SqlException>(() => Execute(First, "DROP DATABASE Orders"));
        Assert.Null(First.FindDatabase("Orders"));
    }

    [Fact]
    public void An_ALTER_DATABASE_fails_with_5061_and_changes_nothing_and_is_done_when_the_connection_is_cut_after_it()
    {
        Plant(FaultPoint.Alter, "Orders", FaultEffect.Fail);
        Assert.Equal(5061, Assert.Throws<SqlException>(() => Execute(First, "ALTER DATABASE Orders SET RESTRICTED_USER")).Number);
        Assert.Equal(UserAccess.MultiUser, First.FindDatabase("Orders")!.Options.UserAccess);
        Plant(FaultPoint.Alter, "Orders", FaultEffect.Cut, FaultMoment.After);
        Assert.Throws<SqlException>(() => Execute(First, "ALTER DATABASE Orders SET RESTRICTED_USER"));
        Assert.Equal(UserAccess.RestrictedUser, First.FindDatabase("Orders")!.Options.UserAccess);
    }

    [Fact]
    public void A_jobs_change_fails_before_it_is_made_and_is_made_when_the_connection_is_cut_after_it()
    {
        Execute(First, "EXEC msdb.dbo.sp_add_job @job_name = N'Backup'");
        Plant(FaultPoint.Procedure, "sp_update_job", FaultEffect.Fail);
        const string disable = "EXEC msdb.dbo.sp_update_job @job_name = N'Backup', @enabled = 0";
        Assert.Equal(701, Assert.Throws<SqlException>(() => Execute(First, disable)).Number);
        Assert.Equal((byte)1, Read(First, "SELECT enabled FROM msdb.dbo.sysjobs"));
        Plant(FaultPoint.Procedure, "sp_update_job", FaultEffect.Cut, FaultMoment.After);
        Assert.Throws<SqlException>(() => Execute(First, disable));
        Assert.Equal((byte)0, Read(First, "SELECT enabled FROM msdb.dbo.sysjobs"));
    }

    [Fact]
    public void A_row_of_msdb_that_can_not_be_written_is_3009_and_leaves_the_backup_or_restore_done()
    {
        Plant(FaultPoint.HistoryWrite, "backupset", FaultEffect.Fail);
        const string backup = @"BACKUP DATABASE Orders TO DISK = N'\\FILES\Backup\full.bak'";
        var unrecorded = Assert.Throws<SqlException>(() => Execute(First, backup));
        // Severity 16, and then success: the client is told of an error though there is a backup.
        Assert.Equal((3009, (byte)16), (unrecorded.Number, unrecorded.Class));
        Assert.Equal([3009, 3014], unrecorded.Errors.Cast<SqlError>().Select(error => error.Number).Where(number => number != 4035));
        Assert.Equal(0, Read(First, "SELECT COUNT(*) FROM msdb.dbo.backupset"));
        Execute(Second, @"RESTORE VERIFYONLY FROM DISK = N'\\FILES\Backup\full.bak'");
        Host.Faults.Add(new Fault(FaultPoint.HistoryWrite, "SQL2", "restorehistory"));
        const string restore = @"RESTORE DATABASE Orders FROM DISK = N'\\FILES\Backup\full.bak'";
        Assert.Equal(3009, Assert.Throws<SqlException>(() => Execute(Second, restore)).Number);
        Assert.Equal(DatabaseState.Online, Second.FindDatabase("Orders")!.State);
        Assert.Equal(0, Read(Second, "SELECT COUNT(*) FROM msdb.dbo.restorehistory"));
    }

    [Fact]
    public void A_failure_after_the_act_and_a_lie_of_a_server_can_not_be_planted()
    {
        Assert.Throws<ArgumentException>(() => Host.Faults.Add(new Fault(FaultPoint.Drop) { Moment = FaultMoment.After }));
        Assert.Throws<ArgumentException>(() => Host.Faults.Add(new Fault(FaultPoint.Drop) { Effect = FaultEffect.Lie }));
    }

    private void Plant(FaultPoint point, string subject, FaultEffect effect, FaultMoment moment = FaultMoment.Before, int passes = 0) =>
        Host.Faults.Add(
            new Fault(point, "SQL1", subject)
            {
                Effect = effect,
                Moment = moment,
                Passes = passes,
            }
        );
}
