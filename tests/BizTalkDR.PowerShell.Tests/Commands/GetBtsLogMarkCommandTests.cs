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

    [Fact]
    public void Marks_are_filtered_by_name() => Assert.Single(Run("Get-BtsLogMark $topology *_09_30_*").Output);
}
