using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Storage.Definitions;

namespace BizTalkDR.Sandbox.Tests.BizTalk;

public sealed class HostileNameTests
{
    /// <summary>Names that statements, files, logs and consoles get wrong: quotes, brackets, blanks at odd places, other scripts, the longest there is.</summary>
    private static readonly Dictionary<string, string> Names = new()
    {
        ["BizTalkMgmtDb"] = "Mgmt]; DROP DATABASE [SSODB]--'",
        ["BizTalkMsgBoxDb"] = "Ein'e [Nachrichten]box",
        ["BizTalkDTADb"] = " Tracking 追跡 Ω\u0301",
        ["SSODB"] = new string('S', 128),
        ["BAMPrimaryImport"] = "BAM%_$(x){0}#&;",
    };

    [Fact]
    public async Task A_group_whose_databases_and_job_have_hostile_names_is_backed_up_and_shipped()
    {
        await using var sandbox = await BizTalkSandbox.CreateAsync(
            new BizTalkSandboxOptions
            {
                DatabaseNames = Names,
                BackupJobName = "It's a [job]; \"Backup\" – 備份",
                GroupName = "O'Neil's [Group]",
                BackupPath = @"\\FILES\O'Neil [BizTalk] ü",
                ComputerNames = ["BTS01"],
            }
        );
        await sandbox.Workload.WriteAsync(5);
        for (var round = 0; round < 2; round++)
        {
            var outcome = await sandbox.RunBackupJobAsync();
            Assert.True(outcome.Succeeded, outcome.Message);
        }
        foreach (var outcome in await sandbox.RunLogShippingAsync())
            Assert.True(outcome.Succeeded, outcome.Message[Math.Max(0, outcome.Message.Length - 900)..]);

        foreach (var database in sandbox.Group.BackedUpDatabases)
            Assert.Equal(DatabaseState.Restoring, sandbox.DestinationOf(database.Instance).FindDatabase(database.Name)!.State);
        foreach (var database in sandbox.Group.MessageDatabases)
            Assert.Equal(sandbox.Workload.Committed.Order(), Workload.ReadNumbers(database.Instance, database).Order());
    }
}
