using BizTalkDR.PowerShell.Arguments;
using FsCheck;
using FsCheck.Fluent;

namespace BizTalkDR.PowerShell.Tests.Arguments;

public sealed class NameFilterTests
{
    [Theory]
    [InlineData("BizTalk*", "BizTalkMgmtDb", true)]
    [InlineData("*MGMT*", "BizTalkMgmtDb", true)]
    [InlineData("BizTalk?gmtDb", "BizTalkMgmtDb", true)]
    [InlineData("BizTalk", "BizTalkMgmtDb", false)]
    [InlineData("A.C", "ABC", false)]
    [InlineData("BTSSvc$*", "BTSSvc$Host", true)]
    [InlineData("*", null, false)]
    [InlineData("PROD-SQL[1-2]", "prod-sql2", true)]
    [InlineData("PROD-SQL[1-2]", "PROD-SQL3", false)]
    [InlineData("[ab]*", "BAMArchive", true)]
    [InlineData("Orders[1]", "orders[1]", true)]
    [InlineData("Orders`[*", "Orders[1]", true)]
    [InlineData("i*", "INBOX", true)]
    public void A_pattern_matches_as_users_expect(string pattern, string? name, bool matches) =>
        Assert.Equal(matches, NameFilter.Matches([pattern], name));

    [Fact]
    public void No_pattern_matches_everything()
    {
        Assert.True(NameFilter.Matches(null, "x"));
        Assert.True(NameFilter.Matches([], null));
    }

    [Fact]
    public void A_name_matches_itself_whatever_it_holds() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), name => NameFilter.Matches([name.Get], name.Get)).QuickCheckThrowOnFailure();
}
