using BizTalkDR.Backups;

namespace BizTalkDR.Tests.Backups;

public sealed class MarkNameTests
{
    [Theory]
    [InlineData("BTS_2026_11_21_09_15_00_123")]
    [InlineData("MY_GROUP_2026_11_21_09_15_00_123")]
    public void The_time_stands_at_the_end_of_a_marks_name(string name) =>
        Assert.Equal(new DateTime(2026, 11, 21, 9, 15, 0, 123), MarkName.Time(name));

    [Theory]
    [InlineData("BTS")]
    [InlineData("2026_11_21_09_15_00_123")]
    [InlineData("BTS_2026_13_21_09_15_00_123")]
    [InlineData("")]
    public void A_name_of_another_pattern_has_no_time(string name) => Assert.Null(MarkName.Time(name));
}
