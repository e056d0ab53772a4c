using BizTalkDR.Databases;
using BizTalkDR.Group;
using BizTalkDR.Tests.Sides;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Group;

public sealed class GroupIdentityTests(ShippedSides shipped) : IClassFixture<ShippedSides>
{
    private SandboxSides Sides => shipped.Sides;

    [Fact]
    public void Production_and_the_copies_that_are_being_restored_are_one_group_and_database_by_database_one_family()
    {
        var groups = new BizTalkGroupReader(Sides.Connector);
        var (source, destination) = (groups.ReadSource(Sides.Topology), groups.ReadDestination(Sides.Topology));
        var reader = new GroupIdentityReader(Sides.Connector);

        var production = reader.Read(Sides.Topology, source);
        var copy = reader.Read(Sides.Topology, destination);

        Assert.NotNull(production);
        Assert.NotNull(copy);
        Assert.True(production.IsSame(copy));
        var originals = Identities(Sides.Topology.Source);
        var copies = Identities(Sides.Topology.Destination);
        foreach (var database in destination.Databases)
        {
            var (mine, theirs) = (copies[database.Name], originals[database.SourceDatabase!.Value.Name]);
            Assert.True(mine.IsSameFamily(theirs));
            Assert.True(mine.IsOnSameFork(theirs));
            Assert.Null(mine.DatabaseGuid);
            Assert.NotNull(theirs.DatabaseGuid);
            Assert.Equal(theirs.FileGuids, mine.FileGuids);
        }
        Assert.Equal(originals.Count, originals.Values.Select(identity => identity.FamilyGuid).Distinct().Count());
    }

    private Dictionary<string, DatabaseIdentity> Identities(IEnumerable<InstanceReference> instances) =>
        instances.SelectMany(instance => new DatabaseIdentityReader(Sides.Connector).ReadAll(instance)).ToDictionary(each => each.Key.Name);
}
