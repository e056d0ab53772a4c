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

    [Theory]
    [InlineData("BTS_2026_11_21_09_15_00_123", "2026-11-21T09:15:04", DateTimeKind.Local)]
    [InlineData("BTS_2026_11_21_08_15_00_123", "2026-11-21T09:15:04", DateTimeKind.Utc)]
    [InlineData("BTS_2026_11_21_09_15_00_123", "2026-11-21T03:45:04", DateTimeKind.Utc)]
    [InlineData("BTS_2026_11_21_09_15_00_123", null, DateTimeKind.Unspecified)]
    [InlineData("BTS", "2026-11-21T09:15:04", DateTimeKind.Unspecified)]
    public void The_headers_of_a_set_tell_whether_its_marks_time_is_local(string name, string? start, DateTimeKind kind) =>
        Assert.Equal(
            kind,
            MarkName.TimeKind(name, start is null ? null : DateTime.Parse(start, System.Globalization.CultureInfo.InvariantCulture))
        );
}
