using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Arguments;

public sealed class TopologyArgumentTests
{
    [Fact]
    public void A_topology_is_taken_as_it_is() => Assert.Same(Samples.Topology, Samples.Argument.Load(path => path));

    [Fact]
    public void A_path_is_resolved_in_the_session_and_read()
    {
        var file = Path.GetTempFileName();
        try
        {
            TopologyFile.Save(Samples.Topology, file);
            Assert.Equal("PROD1", new TopologyArgument("group.json").Load(_ => file).Source[0].Name);
            Assert.Equal("PROD1", new TopologyArgument(new FileInfo(file)).Load(path => path).Source[0].Name);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_file_that_is_not_there_is_told() =>
        Assert.Equal("TopologyNotReadable", Assert.Throws<TopologyException>(() => new TopologyArgument("none.json").Load(p => p)).ErrorId);
}
