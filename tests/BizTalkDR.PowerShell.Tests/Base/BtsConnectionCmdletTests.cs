using System.Management.Automation;
using System.Security;
using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Base;

public sealed class BtsConnectionCmdletTests : CmdletTests
{
    public BtsConnectionCmdletTests() => Engine = Samples.EngineWithJobs();

    [Fact]
    public void Credentials_by_name_reach_the_engine()
    {
        Session["credential"] = new PSCredential("dr-operator", new SecureString());
        Run("Get-BtsJob $topology -Credential @{ dr = $credential }");
        Assert.Equal("dr-operator", Engine.Credentials!.Find("DR")!.UserName);
    }

    [Fact]
    public void A_credential_that_is_asked_for_reaches_the_engine()
    {
        Session.Host.Credential = new PSCredential("typed", new SecureString());
        Run("Get-BtsJob $topology -SqlCredential typed");
        Assert.Equal("typed", Engine.Credentials!.Find("any")!.UserName);
    }

    [Fact]
    public void A_value_that_is_no_credential_is_refused_without_showing_it()
    {
        var error = ErrorOf("Get-BtsJob $topology -Credential @{ dr = 'hunter2' }");
        Assert.Equal("CredentialNotUsable", error.Id());
        Assert.DoesNotContain("hunter2", error.Exception.Message);
    }

    [Theory]
    [InlineData("-TrustServerCertificate", true)]
    [InlineData("", false)]
    public void TrustServerCertificate_counts_only_when_given(string given, bool trusts)
    {
        Run($"Get-BtsJob $topology {given}");
        Assert.Equal(trusts, Engine.Topology!.Source[0].TrustServerCertificate);
    }

    [Fact]
    public void TrustServerCertificate_can_be_taken_back_from_a_topology_that_has_it()
    {
        Session["trusting"] = Samples.Topology with { Source = [new InstanceReference { Name = "PROD1", TrustServerCertificate = true }] };
        Run("Get-BtsJob $trusting -TrustServerCertificate:$false");
        Assert.False(Engine.Topology!.Source[0].TrustServerCertificate);
    }

    [Fact]
    public void A_certificate_that_is_not_checked_is_said_loudly_and_once_in_a_session()
    {
        Assert.Empty(Run("Get-BtsJob $topology").Warnings);
        var warning = Assert.Single(Run("Get-BtsJob $topology -TrustServerCertificate").Warnings);
        Assert.StartsWith("TRUSTSERVERCERTIFICATE IS ON", warning, StringComparison.Ordinal);
        Assert.Contains("PROD1", warning, StringComparison.Ordinal);
        Assert.Empty(Run("Get-BtsJob $topology -TrustServerCertificate").Warnings);
        using var another = new Session(Engine, Services);
        Assert.Single(another.Run("Get-BtsJob $topology -TrustServerCertificate").Warnings);
    }

    [Fact]
    public void Topologies_come_by_position_by_name_and_one_by_one_from_the_pipeline()
    {
        var jobs = Run("Get-BtsJob $topology").Output.Count;
        Assert.Equal(jobs, Run("Get-BtsJob -Topology $topology").Output.Count);
        Assert.Equal(2 * jobs, Run("$topology, $topology | Get-BtsJob").Output.Count);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Names_are_the_same_in_every_culture(string culture)
    {
        using var _ = new InCulture(culture);
        Assert.Equal([Samples.BackupJob], Run("Get-BtsJob $topology -Instance 'PROD1' -Name '*BIZTALK*'").Output);
        Assert.Equal(4, Run("Get-BtsJob $topology -Name '*SHIPPING*', '*BACKUP biztalk*'").Output.Count);
    }
}
