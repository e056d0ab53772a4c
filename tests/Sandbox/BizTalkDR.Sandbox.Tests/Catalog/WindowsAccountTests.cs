using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Tests.Catalog;

public sealed class WindowsAccountTests : CatalogTestBase
{
    [Fact]
    public void An_account_of_another_computer_is_unknown_and_one_of_the_domain_is_the_same_everywhere()
    {
        var other = Host.AddInstance(new SqlInstanceOptions { Name = "DR" });
        var here = Session();
        var there = other.OpenInternalSession("test");
        var local = $@"{Instance.ComputerName}\BizTalk Server Administrators";
        here.MustRun($"CREATE LOGIN [{local}] FROM WINDOWS");
        Assert.Equal([15401], there.Run($"CREATE LOGIN [{local}] FROM WINDOWS").ErrorNumbers);
        Assert.Null(there.Scalar($"SELECT SUSER_SID(N'{local}')"));
        Assert.Equal(
            here.Scalar(@"SELECT SUSER_SID(N'CONTOSO\BizTalk Application Users')"),
            there.Scalar(@"SELECT SUSER_SID(N'CONTOSO\BizTalk Application Users')")
        );
    }

    [Fact]
    public void Windows_knows_groups_from_accounts_and_a_group_can_not_be_disabled()
    {
        var session = Session();
        session.MustRun(@"CREATE LOGIN [CONTOSO\BizTalk Application Users] FROM WINDOWS; CREATE LOGIN [CONTOSO\BizTalkHost] FROM WINDOWS");
        Assert.Equal("G", session.Scalar(@"SELECT type FROM sys.server_principals WHERE name = N'CONTOSO\BizTalk Application Users'"));
        Assert.Equal("U", session.Scalar(@"SELECT type FROM sys.server_principals WHERE name = N'CONTOSO\BizTalkHost'"));
        Assert.Equal([15151], session.Run(@"ALTER LOGIN [CONTOSO\BizTalk Application Users] DISABLE").ErrorNumbers);
    }

    [Fact]
    public void A_permission_that_may_be_passed_on_is_denied_and_revoked_with_CASCADE_only()
    {
        var session = Session();
        session.MustRun("CREATE LOGIN op WITH PASSWORD = 'Pa55word!'; GRANT VIEW SERVER STATE TO op WITH GRANT OPTION");
        const string state =
            "SELECT state FROM sys.server_permissions AS p INNER JOIN sys.server_principals AS g ON g.principal_id = p.grantee_principal_id WHERE g.name = 'op' AND permission_name = 'VIEW SERVER STATE'";
        Assert.Equal("W", session.Scalar(state));
        Assert.Equal([4611], session.Run("DENY VIEW SERVER STATE TO op").ErrorNumbers);
        Assert.Equal([4611], session.Run("REVOKE VIEW SERVER STATE FROM op").ErrorNumbers);
        session.MustRun("REVOKE GRANT OPTION FOR VIEW SERVER STATE FROM op CASCADE");
        Assert.Equal("G", session.Scalar(state));
        session.MustRun("GRANT VIEW SERVER STATE TO op WITH GRANT OPTION; DENY VIEW SERVER STATE TO op CASCADE");
        Assert.Equal("D", session.Scalar(state));
    }
}
