using System.Management.Automation;
using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Base;

namespace BizTalkDR.PowerShell.Tests.Base;

public sealed class BtsCmdletTests
{
    [Fact]
    public void A_read_that_fails_writes_an_error_and_goes_on()
    {
        using var cmdlet = new SampleCmdlet { Work = _ => throw new BizTalkDRException("Sample", ErrorKind.State, "no") };
        Assert.Equal("Sample", Assert.Single(cmdlet.Run().Errors).Id);
    }

    [Fact]
    public void A_change_that_fails_ends_the_command()
    {
        using var cmdlet = new SampleCmdlet { IsChange = true, Work = _ => throw new BizTalkDRException("Sample", ErrorKind.State, "no") };
        Assert.Equal("Sample", cmdlet.RunToFailure().Id);
    }

    [Fact]
    public void An_exception_of_PowerShell_goes_on_its_way()
    {
        using var cmdlet = new SampleCmdlet { Work = _ => throw new PipelineStoppedException() };
        Assert.Throws<PipelineStoppedException>(() => cmdlet.Run());
    }

    [Fact]
    public void Ctrl_C_cancels_the_work_and_is_no_error()
    {
        using var cmdlet = new SampleCmdlet();
        cmdlet.Work = token =>
        {
            cmdlet.Stop();
            token.ThrowIfCancellationRequested();
        };
        Assert.Throws<PipelineStoppedException>(() => cmdlet.Run());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_set_is_asked_about_once_and_not_at_all_with_force(bool force)
    {
        using var cmdlet = new SampleCmdlet { Force = force };
        var runtime = new RecordingRuntime();
        Assert.True(cmdlet.Ask(runtime));
        Assert.Equal(force ? [] : [("all", "do it")], runtime.Asked);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhatIf_shows_every_part_and_does_nothing_even_with_force(bool force)
    {
        using var cmdlet = new SampleCmdlet { Force = force };
        var runtime = new RecordingRuntime { IsWhatIf = true };
        Assert.False(cmdlet.Ask(runtime));
        Assert.Equal([("one", "do it"), ("two", "do it")], runtime.Asked);
    }

    private sealed class SampleCmdlet : BtsCmdlet
    {
        public Action<CancellationToken> Work { get; set; } = _ => { };
        public bool IsChange { get; init; }
        public bool Force { get; init; }

        public bool Ask(RecordingRuntime runtime)
        {
            Runtime = runtime;
            return Confirm("all", "do it", [("one", "do it"), ("two", "do it")], Force);
        }

        private protected override bool FailuresEndTheCommand => IsChange;

        private protected override void Process() => Work(Cancellation);
    }
}
