using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

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

    private static IReadOnlyList<object?[]> Rows(SqlInstance instance, string query)
    {
        using var session = instance.OpenInternalSession("test");
        return session.Perform(query).Results[0].Rows;
    }
}
