using System.Security;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.PowerShell.Runtime;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Arguments;

public sealed class ConnectionSettingsTests
{
    private static readonly CredentialParts Login = new("operator", new SecureString());

    [Fact]
    public void Instances_given_plainly_stand_on_the_side_of_the_cmdlet()
    {
        var topology = new ConnectionSettings { SqlInstances = ["DR1", "DR2"], Side = InstanceSide.Destination }.BuildTopology();
        Assert.Empty(topology.Source);
        Assert.Equal(["DR1", "DR2"], topology.Destination.Select(instance => instance.Name));
    }

    [Fact]
    public void The_first_source_instance_given_has_the_management_database()
    {
        var topology = new ConnectionSettings { SqlInstances = ["PROD1", "PROD2"], ManagementDatabase = "Mgmt" }.BuildTopology();
        Assert.Equal(new ManagementDatabaseReference { Instance = "PROD1", Database = "Mgmt" }, topology.ManagementDatabase);
    }

    [Fact]
    public void Both_sides_can_be_given_plainly()
    {
        var topology = new ConnectionSettings
        {
            SqlInstances = ["PROD1"],
            DestinationInstances = ["DR1"],
            Computers = ["BTS01"],
            MasterSecretServer = "BTS01",
        }.BuildTopology();
        Assert.Equal("PROD1", Assert.Single(topology.Source).Name);
        Assert.Equal("DR1", Assert.Single(topology.Destination).Name);
        Assert.Equal("BTS01", Assert.Single(topology.Computers).Name);
    }

    [Fact]
    public void Encrypt_and_TrustServerCertificate_win_over_the_topology()
    {
        var topology = new ConnectionSettings
        {
            Topology = Samples.Topology,
            Encrypt = ConnectionEncryption.Strict,
            TrustServerCertificate = true,
        }.BuildTopology();
        Assert.All(
            topology.Source.Concat(topology.Destination),
            instance =>
            {
                Assert.Equal(ConnectionEncryption.Strict, instance.Encrypt);
                Assert.True(instance.TrustServerCertificate);
            }
        );
        Assert.Equal("dr1.example,1500", topology.Destination[0].Address);
    }

    [Fact]
    public void Without_them_connections_are_encrypted_and_certificates_are_checked()
    {
        var instance = Assert.Single(
            new ConnectionSettings { SqlInstances = ["PROD1"] }
                .BuildTopology()
                .Source
        );
        Assert.Equal(ConnectionEncryption.Mandatory, instance.Encrypt);
        Assert.False(instance.TrustServerCertificate);
        Assert.Null(instance.CredentialReference);
    }

    [Fact]
    public void SqlCredential_serves_instances_that_name_no_credential_and_names_that_nobody_knows()
    {
        var settings = new ConnectionSettings { Topology = Samples.Topology, SqlCredential = Login };
        var credentials = settings.BuildCredentials();
        Assert.All(
            settings.BuildTopology().Source,
            instance => Assert.Equal("operator", credentials.Find(instance.CredentialReference!)!.UserName)
        );
    }

    [Fact]
    public void A_named_credential_wins_over_SqlCredential()
    {
        var settings = new ConnectionSettings
        {
            Topology = Samples.Topology,
            SqlCredential = Login,
            Credentials = new Dictionary<string, CredentialParts> { ["prod"] = new("named", new SecureString()) },
        };
        Assert.Equal("named", settings.BuildCredentials().Find("PROD")!.UserName);
    }

    [Fact]
    public void A_name_that_nobody_knows_is_not_found_without_SqlCredential() =>
        Assert.Null(
            new ConnectionSettings { Topology = Samples.Topology }
                .BuildCredentials()
                .Find("prod")
        );
}
