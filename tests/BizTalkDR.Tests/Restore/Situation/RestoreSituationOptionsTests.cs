using BizTalkDR.Restore.Situation;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Restore.Situation;

public sealed class RestoreSituationOptionsTests
{
    [Fact]
    public void Without_an_instance_nobody_is_asked_and_the_side_is_the_one_the_backups_come_from()
    {
        var options = new RestoreSituationOptions { Side = InstanceSide.Destination }.For(Topology.WithoutInstances);
        Assert.Equal((true, InstanceSide.Source), (options.Offline, options.Side));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void With_an_instance_on_either_side_they_are_as_they_were_given(bool isSource)
    {
        InstanceReference[] instances = [new() { Name = "SQL1" }];
        var topology = isSource
            ? Topology.WithoutInstances with
            {
                Source = instances,
            }
            : Topology.WithoutInstances with
            {
                Destination = instances,
            };
        var given = new RestoreSituationOptions();
        Assert.Same(given, given.For(topology));
    }
}
