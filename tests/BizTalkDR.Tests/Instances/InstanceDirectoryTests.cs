using BizTalkDR.Errors;
using BizTalkDR.Instances;
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
