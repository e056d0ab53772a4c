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

    [Fact]
    public void More_of_the_newest_sets_than_were_read_are_read_from_the_first_set_on()
    {
        Engine.History = Engine.History with { IsWhole = false };
        Assert.Equal(2, Run("Get-BtsBackupSet $topology -Last 2").Output.Count);
        Assert.False(Engine.HistoryOptions!.Extent.IsWhole);
        Run("Get-BtsBackupSet $topology -Last 9");
        Assert.True(Engine.HistoryOptions!.Extent.IsWhole);
    }

    [Fact]
    public void That_older_sets_were_not_read_is_said()
    {
        Engine.History = Engine.History with { IsWhole = false };
        Assert.Contains("-All", Assert.Single(Run("Get-BtsBackupSet $topology").Warnings), StringComparison.Ordinal);
    }
}
