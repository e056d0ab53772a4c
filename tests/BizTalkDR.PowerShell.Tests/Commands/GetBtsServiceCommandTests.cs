using BizTalkDR.Errors;
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
    public void Of_a_service_that_was_stopped_by_this_module_it_is_told_by_whom()
    {
        Engine.ServiceMarks["RuleEngineUpdateService"] = "Stop-BtsService";
        var stopped = Run("Get-BtsService $topology")
            .Output.Cast<BtsService>()
            .Single(service => service.Name == "RuleEngineUpdateService");
        Assert.Equal("Stop-BtsService", stopped.SwitchedOffBy);
    }

    [Fact]
    public void Where_nobody_can_be_asked_the_services_are_listed_all_the_same()
    {
        Engine.Broken["marks"] = new BizTalkDRException("MarksUnreadable", ErrorKind.Operation, "PROD1 does not answer.");
        var run = Run("Get-BtsService $topology");
        Assert.Equal(4, run.Output.Count);
        Assert.Contains(run.Verbose, text => text.Contains("PROD1 does not answer.", StringComparison.Ordinal));
    }

    [Fact]
    public void Computers_can_be_named_and_services_filtered() =>
        Assert.Equal(
            ["BTSSvc$Receive"],
            Run("Get-BtsService -ComputerName BTS01 -Name 'BTSSvc*'").Output.Cast<BtsService>().Select(service => service.Name)
        );
}
