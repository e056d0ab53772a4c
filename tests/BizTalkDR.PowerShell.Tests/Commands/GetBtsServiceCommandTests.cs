using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Services;

namespace BizTalkDR.PowerShell.Tests.Commands;

public sealed class GetBtsServiceCommandTests : CmdletTests
{
    [Fact]
    public void Services_of_all_computers_are_listed()
    {
        var services = Run("Get-BtsService $topology").Output.Cast<BtsService>().ToList();
        Assert.Equal(4, services.Count);
        Assert.Equal(["BTS02", "BTS02"], services.Where(service => service.IsOnMasterSecretServer).Select(service => service.Computer));
    }

    [Fact]
    public void Computers_can_be_named_and_services_filtered() =>
        Assert.Equal(
            ["BTSSvc$Receive"],
            Run("Get-BtsService -ComputerName BTS01 -Name 'BTSSvc*'").Output.Cast<BtsService>().Select(service => service.Name)
        );
}
