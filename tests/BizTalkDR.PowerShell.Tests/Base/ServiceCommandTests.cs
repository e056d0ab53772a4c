using System.Management.Automation;
using BizTalkDR.PowerShell.Base;
using BizTalkDR.PowerShell.Commands;
using BizTalkDR.Services;

namespace BizTalkDR.PowerShell.Tests.Base;

public sealed class ServiceCommandTests
{
    private readonly FakeServices services = new();

    [Fact]
    public void Services_of_all_computers_are_listed()
    {
        var runtime = Run(new GetBtsServiceCommand { Topology = Samples.Argument });
        Assert.Equal(4, runtime.Output.Count);
        Assert.Equal(["BTS02", "BTS02"], runtime.Output.Cast<BtsService>().Where(s => s.IsOnMasterSecretServer).Select(s => s.Computer));
        Assert.Equal([Environment.CurrentManagedThreadId], runtime.Threads);
    }

    [Fact]
    public void Computers_can_be_named_and_services_filtered() =>
        Assert.Equal(
            ["BTSSvc$Receive"],
            Run(new GetBtsServiceCommand { ComputerName = ["BTS01"], Name = ["BTSSvc*"] })
                .Output.Cast<BtsService>()
                .Select(service => service.Name)
        );

    [Fact]
    public void Stopping_ends_with_single_sign_on_of_the_master_secret_server()
    {
        var runtime = Run(new StopBtsServiceCommand { Topology = Samples.Argument }, "PassThru");
        Assert.Equal(["Stopped BTSSvc$Receive on BTS01", "Stopped ENTSSO on BTS01", "Stopped ENTSSO on BTS02"], services.Done);
        Assert.Equal(("3 services on BTS01, BTS02", "Stop service"), Assert.Single(runtime.Asked));
        Assert.All(runtime.Output.Cast<BtsService>(), service => Assert.Equal(BtsServiceState.Stopped, service.State));
        Assert.Contains(runtime.Verbose, text => text.Contains("RuleEngineUpdateService on BTS02 is Stopped already"));
    }

    [Fact]
    public void Starting_leaves_running_services_alone()
    {
        Run(new StartBtsServiceCommand { Topology = Samples.Argument });
        Assert.Equal(["Running RuleEngineUpdateService on BTS02"], services.Done);
    }

    [Fact]
    public void WhatIf_shows_each_service_in_order_and_does_nothing()
    {
        using var cmdlet = new StopBtsServiceCommand { Topology = Samples.Argument, CreateController = () => services };
        Assert.Equal(
            [("'BTSSvc$Receive' on BTS01", "Stop service"), ("'ENTSSO' on BTS01", "Stop service"), ("'ENTSSO' on BTS02", "Stop service")],
            cmdlet.RunWhatIf().Asked
        );
        Assert.Empty(services.Done);
    }

    [Fact]
    public void A_declined_question_changes_nothing()
    {
        using var cmdlet = new StopBtsServiceCommand { Topology = Samples.Argument, CreateController = () => services };
        cmdlet.Run(new RecordingRuntime { Answer = false });
        Assert.Empty(services.Done);
    }

    [Fact]
    public void Force_asks_nothing() => Assert.Empty(Run(new StopBtsServiceCommand { Topology = Samples.Argument }, "Force").Asked);

    [Fact]
    public void Services_piped_in_are_changed_together()
    {
        Run(new StopBtsServiceCommand { InputObject = [.. services.GetServices("BTS01", CancellationToken.None)] });
        Assert.Equal(["Stopped BTSSvc$Receive on BTS01", "Stopped ENTSSO on BTS01"], services.Done);
    }

    [Fact]
    public void A_script_block_is_called_with_action_computer_and_service_on_the_pipelines_thread()
    {
        var calls = new List<string>();
        var state = "Running";
        var runtime = new RecordingRuntime
        {
            Script = arguments =>
            {
                calls.Add(string.Join(' ', arguments));
                if (arguments[0] is "Stop")
                    state = "Stopped";
                return arguments[0] is "Get" ? [new Dictionary<string, object?> { ["Name"] = "BTSSvc$Receive", ["Status"] = state }] : [];
            },
        };
        using var cmdlet = new StopBtsServiceCommand { ComputerName = ["BTS01"], ServiceScript = Script() };
        cmdlet.Run(runtime);
        Assert.Equal("Get BTS01 ", calls[0]);
        Assert.Contains("Stop BTS01 BTSSvc$Receive", calls);
        Assert.Equal([Environment.CurrentManagedThreadId], runtime.Threads);
    }

    [Fact]
    public void A_script_block_that_names_no_service_is_an_error()
    {
        using var cmdlet = new GetBtsServiceCommand { ComputerName = ["BTS01"], ServiceScript = Script() };
        var runtime = cmdlet.Run(new RecordingRuntime { Script = _ => [new Dictionary<string, object?> { ["State"] = "Running" }] });
        Assert.Equal("ServiceScriptResult", Assert.Single(runtime.Errors).Id);
    }

    [Fact]
    public void A_script_block_that_fails_is_an_error_that_names_the_call()
    {
        using var cmdlet = new GetBtsServiceCommand { ComputerName = ["BTS01"], ServiceScript = Script() };
        var runtime = cmdlet.Run(new RecordingRuntime { Script = _ => throw new RuntimeException() });
        var error = Assert.Single(runtime.Errors);
        Assert.Equal("ServiceScriptFailed", error.Id);
        Assert.Contains("Get on BTS01", error.Exception.Message);
    }

    [Theory]
    [InlineData("Start Pending", BtsServiceState.StartPending)]
    [InlineData("running", BtsServiceState.Running)]
    [InlineData("whatever", BtsServiceState.Unknown)]
    public void States_are_understood_as_Windows_writes_them(string text, BtsServiceState state)
    {
        using var cmdlet = new GetBtsServiceCommand { ComputerName = ["BTS01"], ServiceScript = Script() };
        var runtime = cmdlet.Run(
            new RecordingRuntime { Script = _ => [new Dictionary<string, object?> { ["Name"] = "ENTSSO", ["State"] = text }] }
        );
        Assert.Equal(state, Assert.IsType<BtsService>(Assert.Single(runtime.Output)).State);
    }

    /// <summary>The class cmdlets are compiled against makes no script blocks; only its being there counts.</summary>
    private static ScriptBlock Script() =>
        (ScriptBlock)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(ScriptBlock));

    private RecordingRuntime Run(BtsServiceCmdlet cmdlet, params string[] given)
    {
        using (cmdlet)
        {
            cmdlet.CreateController = () => services;
            return cmdlet.Run(given);
        }
    }
}
