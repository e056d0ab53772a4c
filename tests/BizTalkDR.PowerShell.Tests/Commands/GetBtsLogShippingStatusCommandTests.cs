using BizTalkDR.Databases;
using BizTalkDR.LogShipping;
using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class GetBtsLogShippingStatusCommandTests : CmdletTests
{
    [Fact]
    public void It_is_one_object_per_instance_or_with_Detailed_one_per_database()
    {
        Engine.LogShipping = [Status("DR1"), new LogShippingStatus { Instance = "DR2", Failure = "DR2 does not answer." }];
        Session["both"] = Samples.Topology with { Destination = [.. Samples.Topology.Destination, new InstanceReference { Name = "DR2" }] };

        var instances = Run("Get-BtsLogShippingStatus $both");
        var databases = Run("Get-BtsLogShippingStatus $both -Detailed");

        Assert.Equal(["DR1", "DR2"], instances.Output.Cast<LogShippingStatus>().Select(status => status.Instance));
        Assert.Equal(["The tables differ."], instances.Warnings);
        Assert.Equal(["BizTalkMgmtDb", "SSODB"], databases.Output.Cast<LogShippingDatabase>().Select(database => database.Database));
        Assert.Contains("DR2 does not answer.", databases.Warnings);
    }

    [Fact]
    public void Only_the_instances_asked_for_are_looked_at()
    {
        Engine.LogShipping = [Status("DR1")];

        Run("Get-BtsLogShippingStatus $topology -Instance X*");

        Assert.Empty(Engine.Topology!.Destination);
        Assert.Equal(2, Engine.Topology.Source.Count);
    }

    private static LogShippingStatus Status(string instance) =>
        new()
        {
            Instance = instance,
            Warnings = ["The tables differ."],
            Databases =
            [
                new LogShippingDatabase
                {
                    Instance = instance,
                    Database = "BizTalkMgmtDb",
                    State = DatabaseState.Restoring,
                },
                new LogShippingDatabase
                {
                    Instance = instance,
                    Database = "SSODB",
                    State = DatabaseState.Restoring,
                },
            ],
        };
}
