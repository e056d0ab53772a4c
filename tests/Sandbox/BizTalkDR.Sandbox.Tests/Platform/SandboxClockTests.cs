using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Tests.Platform;

public sealed class SandboxClockTests
{
    [Fact]
    public async Task After_the_clock_was_turned_back_marks_are_named_earlier_and_set_ids_and_LSNs_go_on()
    {
        await using var sandbox = await BizTalkSandbox.CreateAsync(
            new BizTalkSandboxOptions { DestinationNames = [], ComputerNames = ["BTS01"] }
        );
        Assert.True((await sandbox.RunBackupJobAsync()).Succeeded);
        var before = sandbox.Host.Clock.UtcNow;

        sandbox.Host.Clock.TurnBack(TimeSpan.FromHours(1));

        Assert.True(sandbox.Host.Clock.UtcNow < before);
        Assert.True((await sandbox.RunBackupJobAsync()).Succeeded);
        var marks = Rows(
            sandbox.Sources[0],
            "SELECT MarkName FROM BizTalkMgmtDb.dbo.adm_BackupHistory WHERE BackupType = 'lg' GROUP BY MarkName ORDER BY MIN(BackupSetId)"
        );
        Assert.Equal(2, marks.Count);
        Assert.True(string.CompareOrdinal((string)marks[1][0]!, (string)marks[0][0]!) < 0);
        var places = Rows(
            sandbox.Sources[0],
            "SELECT lsn FROM msdb.dbo.logmarkhistory WHERE database_name = N'BizTalkMgmtDb' ORDER BY mark_time"
        );
        Assert.True((decimal)places[0][0]! > (decimal)places[1][0]!);
    }

    [Fact]
    public async Task Time_can_not_be_turned_back_by_less_than_nothing()
    {
        await using var host = new SandboxHost();
        Assert.Throws<ArgumentOutOfRangeException>(() => host.Clock.TurnBack(TimeSpan.FromTicks(-1)));
    }

    /// <summary>Source: GETDATE is the time of the computer's clock, SYSUTCDATETIME doesn't know summer time (page GETDATE, SYSUTCDATETIME).</summary>
    [Fact]
    public async Task At_the_end_of_summer_time_the_local_clock_goes_an_hour_back_and_UTC_goes_on()
    {
        var midnight = new DateTime(1, 1, 1, 0, 0, 0);
        var summer = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date,
            DateTime.MaxValue.Date,
            TimeSpan.FromHours(1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(midnight, 2, 1),
            TimeZoneInfo.TransitionTime.CreateFixedDateRule(midnight.AddHours(3), 7, 1)
        );
        var zone = TimeZoneInfo.CreateCustomTimeZone("Fall", TimeSpan.Zero, "Fall", "Fall", "Fall (summer)", [summer]);
        await using var host = new SandboxHost(clock: new SandboxClock { TimeZone = zone });
        var instance = host.AddInstance(new SqlInstanceOptions { Name = "FALL" });
        // 03:00 of summer, which then is 02:00.
        var end = new DateTime(DateTime.UtcNow.Year + 1, 7, 1, 2, 0, 0, DateTimeKind.Utc);
        await host.AdvanceAsync(end.AddMinutes(-20) - host.Clock.UtcNow, TestContext.Current.CancellationToken);
        var before = Times(instance);

        await host.AdvanceAsync(TimeSpan.FromMinutes(30), TestContext.Current.CancellationToken);

        var after = Times(instance);
        Assert.Equal(end.AddMinutes(40), before.Local, TimeSpan.FromMinutes(5));
        Assert.Equal(end.AddMinutes(10), after.Local, TimeSpan.FromMinutes(5));
        Assert.True(after.Utc - before.Utc >= TimeSpan.FromMinutes(30));
    }

    private static (DateTime Local, DateTime Utc) Times(SqlInstance instance)
    {
        var row = Rows(instance, "SELECT GETDATE(), SYSUTCDATETIME()")[0];
        return ((DateTime)row[0]!, (DateTime)row[1]!);
    }

    private static IReadOnlyList<object?[]> Rows(SqlInstance instance, string query)
    {
        using var session = instance.OpenInternalSession("test");
        return session.Perform(query).Results[0].Rows;
    }
}
