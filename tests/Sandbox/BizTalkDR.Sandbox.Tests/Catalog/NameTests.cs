using BizTalkDR.Sandbox.Catalog.Objects;

namespace BizTalkDR.Sandbox.Tests.Catalog;

public class NameTests
{
    [Theory]
    [InlineData("t", "t")]
    [InlineData("dbo.t", "t|dbo")]
    [InlineData("[My Db]..[a]]b.c]", "a]b.c||My Db")]
    [InlineData("\"x\".\"y\"", "y|x")]
    [InlineData(" tempdb .. #t ", "#t||tempdb")]
    public void A_name_is_split_at_dots_outside_its_quotes(string text, string parts) =>
        Assert.Equal(parts, string.Join('|', Name.Split(text)));

    [Fact]
    public void A_quoted_name_is_itself_again_when_unquoted()
    {
        foreach (var name in new[] { "a", "a]b", "a.b", "a\"b", "[" })
            Assert.Equal(name, Name.Unquote(Name.Quote(name)));
    }
}
