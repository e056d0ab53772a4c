using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Services;

namespace BizTalkDR.PowerShell.Tests.Runtime;

public sealed class ScriptBlockServicesTests : CmdletTests
{
    [Fact]
    public void A_script_block_is_called_with_action_computer_and_service_in_the_callers_session()
    {
        var run = Run(
            """
            $calls = [Collections.Generic.List[string]]::new()
            $state = 'Running'
            $script = {
                param($Action, $Computer, $Service)
                $calls.Add("$Action $Computer $Service")
                if ($Action -eq 'Stop') { Set-Variable state 'Stopped' -Scope 1 }
                if ($Action -eq 'Get') { [pscustomobject]@{ Name = 'BTSSvc$Receive'; Status = $state } }
            }
            Stop-BtsService -ComputerName BTS01 -ServiceScript $script
            $calls
            """
        );
        Assert.Null(run.Failure);
        Assert.Equal("Get BTS01 ", run.Output[0]);
        Assert.Contains("Stop BTS01 BTSSvc$Receive", run.Output);
    }

    [Fact]
    public void A_table_will_do_for_a_service() =>
        Assert.Equal("ENTSSO", Assert.IsType<BtsService>(Assert.Single(Get("@{ Name = 'ENTSSO'; State = 'Running' }").Output)).Name);

    [Fact]
    public void A_script_block_that_names_no_service_is_an_error() =>
        Assert.Equal("ServiceScriptResult", Assert.Single(Get("@{ State = 'Running' }").Errors).Id());

    [Fact]
    public void A_script_block_that_fails_is_an_error_that_names_the_call()
    {
        var error = Assert.Single(Get("throw 'no way'").Errors);
        Assert.Equal("ServiceScriptFailed", error.Id());
        Assert.Contains("Get on BTS01", error.Exception.Message);
        Assert.Contains("no way", error.Exception.Message);
    }

    [Theory]
    [InlineData("Start Pending", BtsServiceState.StartPending)]
    [InlineData("running", BtsServiceState.Running)]
    [InlineData("whatever", BtsServiceState.Unknown)]
    public void States_are_understood_as_Windows_writes_them(string text, BtsServiceState state) =>
        Assert.Equal(state, Assert.IsType<BtsService>(Assert.Single(Get($"@{{ Name = 'ENTSSO'; State = '{text}' }}").Output)).State);

    private SessionRun Get(string body) => Run($"Get-BtsService -ComputerName BTS01 -ServiceScript {{ {body} }}");
}
