using BizTalkDR.Sandbox.Security;

namespace BizTalkDR.Sandbox.Tests.Catalog;

public class PasswordHashTests
{
    [Fact]
    public void A_hash_matches_its_password_alone()
    {
        var hash = PasswordHash.Of("Pa55wörd");
        Assert.True(PasswordHash.Matches("Pa55wörd", hash));
        Assert.False(PasswordHash.Matches("pa55wörd", hash));
    }

    [Fact]
    public void A_hash_is_version_two_with_four_bytes_of_salt_and_sha512()
    {
        var hash = PasswordHash.Of("x");
        Assert.Equal(70, hash.Length);
        Assert.Equal([2, 0], hash[..2]);
        Assert.NotEqual(hash, PasswordHash.Of("x"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(26)]
    [InlineData(70)]
    public void Bytes_that_are_no_hash_are_not_taken_for_one(int length) => Assert.False(PasswordHash.IsWellFormed(new byte[length]));
}
