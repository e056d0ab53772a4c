using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class GetBtsDatabaseCommandTests : CmdletTests
{
    public GetBtsDatabaseCommandTests() => Engine = Samples.EngineWithGroup();

    [Fact]
    public void Databases_of_production_are_listed_unless_another_side_is_asked_for()
    {
        Assert.Equal(Samples.SourceDatabases, Run("Get-BtsDatabase $topology").Output);
        Assert.Equal(InstanceSide.Source, Engine.SideRead);
        Run("Get-BtsDatabase -SqlInstance DR1 -Side Destination");
        Assert.Equal(InstanceSide.Destination, Engine.SideRead);
        Assert.Equal("DR1", Assert.Single(Engine.Topology!.Destination).Name);
    }

    [Fact]
    public void Databases_are_filtered_by_name_and_role()
    {
        Assert.Single(Run("Get-BtsDatabase $topology *msgbox*").Output);
        Assert.Single(Run("Get-BtsDatabase $topology -Role BamStarSchema").Output);
    }

    [Fact]
    public void What_the_reader_noticed_is_a_warning()
    {
        Engine.Group = new BizTalkGroup { Warnings = ["The server OLD is not in the topology."] };
        Assert.Equal(["The server OLD is not in the topology."], Run("Get-BtsDatabase $topology").Warnings);
    }

    [Fact]
    public void A_group_that_can_not_be_read_is_an_error()
    {
        Engine.Broken["group"] = new GroupException("NotAManagementDatabase", "It is not one.") { Server = "PROD1" };
        Assert.Equal("NotAManagementDatabase", ErrorOf("Get-BtsDatabase $topology").Id());
    }
}
