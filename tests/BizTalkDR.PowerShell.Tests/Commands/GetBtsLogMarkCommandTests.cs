using BizTalkDR.Backups;
using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class GetBtsLogMarkCommandTests : CmdletTests
{
    public GetBtsLogMarkCommandTests() => Engine = new FakeEngine { Situation = Situations.NothingRestoredYet };

    [Fact]
    public void All_marks_are_listed_oldest_first_and_the_recommended_one_is_known()
    {
        var marks = Run("Get-BtsLogMark $topology").Output.Cast<LogMark>().ToList();
        Assert.Equal([Situations.FirstMark, Situations.SecondMark, Situations.ThirdMark], marks.Select(mark => mark.Name));
        Assert.Equal(Situations.SecondMark, Assert.Single(marks, mark => mark.IsRecommended).Name);
        Assert.Equal(InstanceSide.Destination, Engine.SituationOptions!.Side);
    }

    [Fact]
    public void Only_the_recommended_mark_is_returned_when_asked_so()
    {
        var mark = Assert.IsType<LogMark>(Assert.Single(Run("Get-BtsLogMark $topology -Recommended").Output));
        Assert.Equal(Situations.SecondMark, mark.Name);
        Assert.Equal(LogMarkRule.SecondToLast, mark.Rule);
    }

    [Theory]
    [InlineData("", false, null)]
    [InlineData("-Recommended", false, null)]
    [InlineData("-All", true, null)]
    [InlineData("BTS_2026_07_01_09_15_00_000", false, "BTS_2026_07_01_09_15_00_000")]
    [InlineData("BTS_2026_07*", true, null)]
    [InlineData("BTS_1, BTS_2", true, null)]
    public void The_history_is_read_as_far_as_what_was_asked_needs_it(string asked, bool isWhole, string? mark)
    {
        Run($"Get-BtsLogMark $topology {asked}");
        var extent = Engine.SituationOptions!.History!.Extent;
        Assert.Equal((isWhole, mark), (extent.IsWhole, extent.Mark));
    }

    [Fact]
    public void That_older_sets_were_not_read_is_said_where_they_might_have_been_meant()
    {
        Engine.Situation = Situations.NothingRestoredYet with { History = Situations.NothingRestoredYet.History with { IsWhole = false } };
        Assert.Contains("-All", Assert.Single(Run("Get-BtsLogMark $topology").Warnings), StringComparison.Ordinal);
        Assert.Empty(Run("Get-BtsLogMark $topology -Recommended").Warnings);
    }

    [Fact]
    public void Marks_are_filtered_by_name() => Assert.Single(Run("Get-BtsLogMark $topology *_09_30_*").Output);
}
