using BizTalkDR.Backups;
using BizTalkDR.PowerShell.Tests.Hosting;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class GetBtsBackupSetCommandTests : CmdletTests
{
    public GetBtsBackupSetCommandTests() => Engine = new FakeEngine { History = Situations.NothingRestoredYet.History };

    [Theory]
    [InlineData("", 1, 2, 3, 4)]
    [InlineData("-Type Full", 1)]
    [InlineData("*_09_15_*", 3)]
    [InlineData("-Last 2", 3, 4)]
    [InlineData("-Last 9", 1, 2, 3, 4)]
    public void Sets_are_filtered_by_type_mark_and_number(string filter, params int[] expected) =>
        Assert.Equal(
            expected.Select(id => (long)id),
            Run($"Get-BtsBackupSet $topology {filter}").Output.Cast<BackupSet>().Select(set => set.SetId)
        );
}
