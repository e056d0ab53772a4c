using BizTalkDR.Agent;

namespace BizTalkDR.Tests.Agent;

public class AgentTimeTests
{
    [Fact]
    public void Numbers_of_the_Agent_become_a_time() => Assert.Equal(new DateTime(2026, 11, 21, 9, 5, 7), AgentTime.Parse(20261121, 90507));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(null, null)]
    [InlineData(20260230, 0)]
    [InlineData(20261121, 246000)]
    public void What_is_no_time_gives_none(int? date, int? time) => Assert.Null(AgentTime.Parse(date, time));
}
