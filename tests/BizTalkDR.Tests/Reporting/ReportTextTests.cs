using BizTalkDR.Reporting;

namespace BizTalkDR.Tests.Reporting;

public class ReportTextTests
{
    [Theory]
    [InlineData(0.34, "340 ms")]
    [InlineData(12.34, "12.3 s")]
    [InlineData(245, "4 min 05 s")]
    [InlineData(3720, "1 h 02 min")]
    public void Spans_read_as_a_person_says_them(double seconds, string text) =>
        Assert.Equal(text, ReportText.Span(TimeSpan.FromSeconds(seconds)));
}
