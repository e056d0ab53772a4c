using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Tests.BizTalk;

public sealed class BackupJobTests : IAsyncLifetime
{
    private BizTalkSandbox sandbox = null!;

    public async ValueTask InitializeAsync() =>
        sandbox = await BizTalkSandbox.CreateAsync(
            new BizTalkSandboxOptions { DestinationNames = [], StartTime = DateTime.UtcNow.Date.AddDays(1).AddHours(9).AddMinutes(5) }
        );

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public void The_view_lists_every_database_but_the_star_schema()
    {
        var listed = Rows("SELECT ServerName, DatabaseName FROM dbo.admv_BackupDatabases").Select(row => $"{row[0]}/{row[1]}").Order();
        var expected = sandbox.Group.BackedUpDatabases.Select(database => $"{database.Instance.Name}/{database.Name}").Order();
        Assert.Equal(expected, listed);
        Assert.Equal(9, listed.Count());
        Assert.DoesNotContain(listed, name => name.EndsWith("BAMStarSchema", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_first_run_takes_a_full_set_and_a_log_set_with_one_mark_in_every_database()
    {
        await Run();
        var history = Rows(
            "SELECT BackupSetId, BackupType, MarkName, SetComplete, BackupFileName, BackupFileLocation FROM dbo.adm_BackupHistory"
        );
        Assert.Equal(18, history.Count);
        Assert.All(history, row => Assert.Equal(true, row[3]));
        Assert.Equal(9, history.Count(row => (string)row[1]! == "db" && (long)row[0]! == 1 && row[2] is null));
        var mark = Assert.Single(history.Where(row => (string)row[1]! == "lg").Select(row => (string)row[2]!).Distinct());
        Assert.Matches(@"^BTS_\d{4}_\d\d_\d\d_\d\d_\d\d_\d\d_\d{3}$", mark);
        Assert.Contains(history, row => (string)row[4]! == $"PROD-SQL2_BizTalkDTADb_Log_{mark}.bak");
        foreach (var database in sandbox.Group.BackedUpDatabases)
        {
            Assert.Equal([mark], Rows($"SELECT MarkName FROM [{database.Name}].dbo.MarkLog", database.Instance).Select(row => row[0]));
            var places = Rows($"SELECT mark_name FROM msdb.dbo.logmarkhistory WHERE database_name = N'{database.Name}'", database.Instance);
            Assert.Equal([mark], places.Select(row => row[0]));
        }
        foreach (var row in history)
            Assert.True(File.Exists(sandbox.Host.Files.Map("PROD-SQL1", $@"{row[5]}\{row[4]}")));
    }

    [Fact]
    public async Task Later_runs_of_the_day_take_log_sets_until_a_full_one_is_forced()
    {
        await Run();
        await Run();
        Assert.Equal([(1L, "db"), (2L, "lg"), (3L, "lg")], Sets());
        Perform("EXEC dbo.sp_ForceFullBackup");
        await Run();
        Assert.Equal([(1L, "db"), (2L, "lg"), (3L, "lg"), (4L, "db"), (5L, "lg")], Sets());
    }

    [Fact]
    public async Task A_failing_log_backup_leaves_a_partial_set_and_the_next_run_takes_a_full_one()
    {
        await Run();
        sandbox.Host.Faults.Add(new Fault(FaultPoint.BackupStart, "PROD-SQL2", "BizTalkDTADb"));
        var outcome = await sandbox.RunBackupJobAsync();
        Assert.False(outcome.Succeeded);
        var partial = Rows("SELECT SetComplete, DatabaseName FROM dbo.adm_BackupHistory WHERE BackupSetId = 3");
        Assert.NotEmpty(partial);
        Assert.All(partial, row => Assert.Equal(false, row[0]));
        Assert.DoesNotContain(partial, row => (string)row[1]! == "BizTalkDTADb");
        await Run();
        Assert.Equal([(4L, "db"), (5L, "lg")], Sets().Skip(3));
    }

    [Fact]
    public async Task Every_quarter_of_an_hour_the_schedule_runs_the_job()
    {
        await sandbox.AdvanceAsync(TimeSpan.FromHours(1));
        Assert.Equal(4, Sets().Count(set => set.Type == "lg"));
    }

    [Fact]
    public async Task Old_sets_leave_the_history_when_later_ones_are_there()
    {
        await Run();
        sandbox.Host.Clock.Advance(TimeSpan.FromDays(20));
        await Run();
        Assert.Equal([(3L, "db"), (4L, "lg")], Sets());
    }

    [Fact]
    public async Task A_wrong_password_of_the_linked_servers_login_fails_the_job_with_what_the_other_server_says()
    {
        await Run();
        using (var session = sandbox.Group.Management.Instance.OpenInternalSession("test"))
            session.Perform("EXEC sp_addlinkedsrvlogin N'PROD-SQL2', 'FALSE', NULL, N'BizTalkBackup', N'Wrong-0815'");
        sandbox.Host.Clock.Advance(TimeSpan.FromMinutes(1));

        var outcome = await sandbox.RunBackupJobAsync();

        Assert.False(outcome.Succeeded);
        Assert.Contains("Login failed for user 'BizTalkBackup'", outcome.Message);
        Assert.Contains("18456", outcome.Message);
    }

    private async Task Run()
    {
        sandbox.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        var outcome = await sandbox.RunBackupJobAsync();
        Assert.True(outcome.Succeeded, outcome.Message);
    }

    private List<(long Id, string Type)> Sets() =>
        [
            .. Rows("SELECT DISTINCT BackupSetId, BackupType FROM dbo.adm_BackupHistory ORDER BY BackupSetId")
                .Select(row => ((long)row[0]!, (string)row[1]!)),
        ];

    private void Perform(string statement)
    {
        using var session = sandbox.Group.Management.Instance.OpenInternalSession("test", "BizTalkMgmtDb");
        session.Perform(statement);
    }

    private List<object?[]> Rows(string query, SqlInstance? instance = null)
    {
        using var session = (instance ?? sandbox.Group.Management.Instance).OpenInternalSession(
            "test",
            instance is null ? "BizTalkMgmtDb" : "master"
        );
        return session.Perform(query).Results[0].Rows;
    }
}
