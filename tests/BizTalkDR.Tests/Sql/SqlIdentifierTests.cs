using BizTalkDR.Sql;

namespace BizTalkDR.Tests.Sql;

public sealed class SqlIdentifierTests
{
    [Theory]
    [InlineData("BizTalkMgmtDb", "[BizTalkMgmtDb]")]
    [InlineData("a]b", "[a]]b]")]
    [InlineData("x] DROP DATABASE y--", "[x]] DROP DATABASE y--]")]
    public void A_name_is_put_in_brackets_and_its_closing_brackets_are_doubled(string name, string quoted) =>
        Assert.Equal(quoted, SqlIdentifier.Quote(name));

    [Fact]
    public void Quotes_in_a_literal_are_doubled() => Assert.Equal("N'D:\\O''Brien'", SqlIdentifier.Literal("D:\\O'Brien"));
}
