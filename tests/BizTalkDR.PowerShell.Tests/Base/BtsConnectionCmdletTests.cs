using System.Collections;
using System.Management.Automation;
using System.Security;
using BizTalkDR.PowerShell.Commands;
using BizTalkDR.PowerShell.Runtime;

namespace BizTalkDR.PowerShell.Tests.Base;

public sealed class BtsConnectionCmdletTests
{
    [Fact]
    public void Credentials_by_name_reach_the_engine()
    {
        var engine = Samples.EngineWithJobs();
        var credential = new PSCredential("x", new SecureString());
        var runtime = new RecordingRuntime { Credentials = { [credential] = new CredentialParts("dr-operator", new SecureString()) } };
        using var cmdlet = new GetBtsJobCommand
        {
            Topology = Samples.Argument,
            Credential = new Hashtable { ["dr"] = credential },
            CreateEngine = FakeEngine.Factory(engine),
        };
        cmdlet.Run(runtime);
        Assert.Equal("dr-operator", engine.Credentials!.Find("DR")!.UserName);
    }

    [Fact]
    public void A_value_that_is_no_credential_is_refused_without_showing_it()
    {
        using var cmdlet = new GetBtsJobCommand
        {
            Topology = Samples.Argument,
            Credential = new Hashtable { ["dr"] = "hunter2" },
            CreateEngine = FakeEngine.Factory(Samples.EngineWithJobs()),
        };
        var error = Assert.Single(cmdlet.Run().Errors);
        Assert.Equal("CredentialNotUsable", error.Id);
        Assert.DoesNotContain("hunter2", error.Exception.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TrustServerCertificate_counts_only_when_given(bool given)
    {
        var engine = Samples.EngineWithJobs();
        using var cmdlet = new GetBtsJobCommand { Topology = Samples.Argument, CreateEngine = FakeEngine.Factory(engine) };
        cmdlet.Run(given ? ["TrustServerCertificate"] : []);
        Assert.Equal(given, engine.Topology!.Source[0].TrustServerCertificate);
    }
}
