using BizTalkDR.PowerShell.Arguments;
using FsCheck;
using FsCheck.Fluent;

namespace BizTalkDR.PowerShell.Tests.Arguments;

public sealed class FilterTests
{
    [Theory]
    [InlineData("BizTalk*", "BizTalkMgmtDb", true)]
    [InlineData("*MGMT*", "BizTalkMgmtDb", true)]
    [InlineData("BizTalk?gmtDb", "BizTalkMgmtDb", true)]
    [InlineData("BizTalk", "BizTalkMgmtDb", false)]
    [InlineData("A.C", "ABC", false)]
    [InlineData("BTSSvc$*", "BTSSvc$Host", true)]
    [InlineData("*", null, false)]
    public void A_pattern_matches_as_users_expect(string pattern, string? name, bool matches) =>
        Assert.Equal(matches, Filter.Matches([pattern], name));

    [Fact]
    public void No_pattern_matches_everything()
    {
        Assert.True(Filter.Matches(null, "x"));
        Assert.True(Filter.Matches([], null));
    }

    [Fact]
    public void A_name_without_wildcards_matches_itself_whatever_it_holds() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<NonNull<string>>(),
                name => Filter.Matches([name.Get.Replace('*', '+').Replace('?', '+')], name.Get.Replace('*', '+').Replace('?', '+'))
            )
            .QuickCheckThrowOnFailure();
}
