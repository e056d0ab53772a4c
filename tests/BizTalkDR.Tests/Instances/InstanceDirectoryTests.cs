using BizTalkDR.Errors;
using BizTalkDR.Instances;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Instances;

public sealed class InstanceDirectoryTests
{
    private static readonly InstanceDirectory Directory = InstanceDirectory.Of([
        Identity("PROD", InstanceSide.Source, "SQLPROD01", "10.0.0.1,1433", "BTSMGMT"),
        Identity(@"PROD2", InstanceSide.Source, @"SQLPROD02\MSG", "sqlprod02,14330"),
        Identity("DR", InstanceSide.Destination, null, "dr.example.com"),
    ]);

    private static InstanceIdentity Identity(string name, InstanceSide side, string? serverName, string address, params string[] aliases) =>
        new()
        {
            Instance = new InstanceReference
            {
                Name = name,
                Address = address,
                Aliases = aliases,
            },
            Side = side,
            ServerName = serverName,
            Failure = serverName is null ? new InstanceConnectionException("InstanceUnreachable", "down") : null,
        };

    [Theory]
    [InlineData("SQLPROD01", "PROD")]
    [InlineData("sqlprod01", "PROD")]
    [InlineData("BTSMGMT", "PROD")]
    [InlineData("10.0.0.1", "PROD")]
    [InlineData("tcp:10.0.0.1,1433", "PROD")]
    [InlineData(@"SQLPROD02\MSG", "PROD2")]
    [InlineData("SQLPROD02, 14330", "PROD2")]
    [InlineData("dr.example.com", "DR")]
    [InlineData("DR", "DR")]
    public void A_server_name_in_the_groups_tables_finds_its_instance(string serverName, string instance) =>
        Assert.Equal(instance, Directory.Find(serverName, InstanceSide.Source)!.Instance.Name);

    [Theory]
    [InlineData("SQLPROD02")]
    [InlineData("SQLPROD02,1433")]
    [InlineData("SOMEBODY")]
    public void A_name_that_nobody_answers_to_finds_nothing(string serverName) =>
        Assert.Null(Directory.Find(serverName, InstanceSide.Source));

    [Theory]
    [InlineData("SOURCE", true)]
    [InlineData("source.contoso.com", true)]
    [InlineData("SOURCE,1433", true)]
    [InlineData("PROD", false)]
    [InlineData("SOURCE2", false)]
    public async Task A_server_that_calls_itself_something_else_than_the_topology_does_is_refused(string name, bool isTaken)
    {
        await using var sides = new PlainSides("A");
        var topology = sides.Topology with { Source = [sides.Topology.Source[0] with { Name = name }] };

        if (isTaken)
        {
            Assert.Equal(2, InstanceDirectory.Ask(sides.Connector, topology).Identities.Count);
            return;
        }
        var refused = Assert.Throws<TopologyException>(() => InstanceDirectory.Ask(sides.Connector, topology));
        Assert.Equal("OtherInstance", refused.ErrorId);
        Assert.Contains("calls itself SOURCE", refused.Message, StringComparison.Ordinal);
        Assert.Contains("aliases", refused.Remedy, StringComparison.Ordinal);
        var known = sides.Topology with { Source = [topology.Source[0] with { Aliases = ["SOURCE"] }] };
        Assert.Equal(2, InstanceDirectory.Ask(sides.Connector, known).Identities.Count);
        var byAddress = sides.Topology with { Source = [topology.Source[0] with { IsNamedByAddress = true }] };
        Assert.Equal(2, InstanceDirectory.Ask(sides.Connector, byAddress).Identities.Count);
    }

    [Fact]
    public async Task Two_addresses_that_were_mixed_up_are_refused()
    {
        await using var sides = new PlainSides("A");
        var (source, destination) = (sides.Topology.Source[0], sides.Topology.Destination[0]);
        var mixed = sides.Topology with
        {
            Source = [source with { Address = destination.Address, CredentialReference = destination.CredentialReference }],
            Destination = [destination with { Address = source.Address, CredentialReference = source.CredentialReference }],
        };

        var refused = Assert.Throws<TopologyException>(() => InstanceDirectory.Ask(sides.Connector, mixed));

        Assert.Equal("OtherInstance", refused.ErrorId);
        Assert.Contains("which the topology calls DR (destination)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_asked_side_wins_where_both_sides_go_by_one_name()
    {
        var twins = InstanceDirectory.Of([
            Identity("A", InstanceSide.Source, "SQL01", "a"),
            Identity("B", InstanceSide.Destination, "SQL01", "b"),
        ]);

        Assert.Equal("A", twins.Find("SQL01", InstanceSide.Source)!.Instance.Name);
        Assert.Equal("B", twins.Find("SQL01", InstanceSide.Destination)!.Instance.Name);
    }
}
