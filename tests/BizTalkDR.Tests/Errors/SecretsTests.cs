using BizTalkDR.Errors;
using FsCheck;
using FsCheck.Fluent;

namespace BizTalkDR.Tests.Errors;

public class SecretsTests
{
    [Theory]
    [InlineData("Server=x;Password=hunter2;Encrypt=True", "Server=x;Password=***;Encrypt=True")]
    [InlineData("pwd = 'it''s; long', then", "pwd = ***, then")]
    [InlineData("CREATE LOGIN a WITH PASSWORD = 'x'", "CREATE LOGIN a WITH PASSWORD = ***")]
    [InlineData("https://acct/c?sv=1&sig=abc%3D", "https://acct/c?sv=1&sig=***")]
    [InlineData("Login failed for user 'sa'.", "Login failed for user 'sa'.")]
    public void Values_of_secrets_do_not_survive(string text, string scrubbed) => Assert.Equal(scrubbed, Secrets.Scrub(text));

    [Fact]
    public void No_password_of_a_connection_string_survives()
    {
        var words = Gen.Elements('a', 'Z', '9', '!', '{', '\\', '/').NonEmptyListOf().Select(letters => "s3cr3t" + string.Concat(letters));
        Prop.ForAll(
                words.ToArbitrary(),
                secret => !Secrets.Scrub($"Data Source=x;User ID=sa;Password={secret};Encrypt=True").Contains(secret)
            )
            .QuickCheckThrowOnFailure();
    }
}
