using System.Xml.Linq;
using BizTalkDR.Reporting;

namespace BizTalkDR.Tests.Reporting;

public class HtmlWriterTests
{
    [Fact]
    public void Only_void_elements_go_without_an_end_tag() =>
        Assert.Equal(
            "<!DOCTYPE html>\n<html><br /><p></p><svg><rect></rect></svg></html>\n",
            Write(new XElement("br"), new XElement("p"), new XElement("svg", new XElement("rect")))
        );

    [Fact]
    public void Text_and_attributes_are_encoded() =>
        Assert.Contains(
            "<p title=\"&lt;&quot;&amp;\">&lt;b&gt; &amp; more</p>",
            Write(new XElement("p", new XAttribute("title", "<\"&"), "<b> & more")),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_style_sheet_is_written_as_it_is() =>
        Assert.Contains(
            "<style>a > b { font: \"x\" }</style>",
            Write(new XElement("style", "a > b { font: \"x\" }")),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_secret_is_not_written()
    {
        var page = Write(new XElement("p", new XAttribute("title", "PWD=hunter2"), "CREATE LOGIN a WITH PASSWORD = 'hunter2'"));

        Assert.DoesNotContain("hunter2", page, StringComparison.Ordinal);
        Assert.Contains("PASSWORD = ***", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_can_not_stand_in_a_page_is_replaced() =>
        Assert.Contains(
            "<p>a\uFFFDb\uFFFD\U0001F600\n</p>",
            Write(new XElement("p", "a\u0001b\uD83D\U0001F600\n")),
            StringComparison.Ordinal
        );

    private static string Write(params XElement[] content) => HtmlWriter.Write(new XElement("html", content));
}
