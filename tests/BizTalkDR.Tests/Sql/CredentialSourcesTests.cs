using System.Net;
using BizTalkDR.Sql;

namespace BizTalkDR.Tests.Sql;

public sealed class CredentialSourcesTests
{
    [Fact]
    public void Environment_variables_give_a_credential_by_its_reference()
    {
        Environment.SetEnvironmentVariable("BTSDR_CREDENTIAL_DR_SQL_1_USER", "restorer");
        Environment.SetEnvironmentVariable("BTSDR_CREDENTIAL_DR_SQL_1_PASSWORD", "s3cret");
        try
        {
            var credential = new EnvironmentCredentialSource().Find("dr-sql.1");

            Assert.NotNull(credential);
            Assert.Equal("restorer", credential.UserName);
            Assert.Equal("s3cret", new NetworkCredential("", credential.Password).Password);
            Assert.True(credential.Password.IsReadOnly());
        }
        finally
        {
            Environment.SetEnvironmentVariable("BTSDR_CREDENTIAL_DR_SQL_1_USER", null);
            Environment.SetEnvironmentVariable("BTSDR_CREDENTIAL_DR_SQL_1_PASSWORD", null);
        }
    }

    [Fact]
    public void A_chain_asks_its_sources_in_order()
    {
        var first = new CredentialTable([new("a", new InstanceCredential("one", new()))]);
        var second = new CredentialTable([
            new("A", new InstanceCredential("two", new())),
            new("b", new InstanceCredential("three", new())),
        ]);
        var chain = new CredentialChain(first, second);

        Assert.Equal("one", chain.Find("A")!.UserName);
        Assert.Equal("three", chain.Find("B")!.UserName);
        Assert.Null(chain.Find("c"));
    }

    [Fact]
    public void A_credential_never_shows_its_password()
    {
        var password = new NetworkCredential("", "s3cret").SecurePassword;

        Assert.DoesNotContain("s3cret", new InstanceCredential("restorer", password).ToString());
    }
}
