using BizTalkDR.Errors;
using BizTalkDR.PowerShell.Tests.Hosting;
using BizTalkDR.Services;

namespace BizTalkDR.PowerShell.Tests.Base;

public sealed class ServiceSwitchCmdletTests : CmdletTests
{
    [Fact]
    public void Stopping_ends_with_single_sign_on_of_the_master_secret_server()
    {
        var run = Run("Stop-BtsService $topology -PassThru");
        Assert.Equal(["Stopped BTSSvc$Receive on BTS01", "Stopped ENTSSO on BTS01", "Stopped ENTSSO on BTS02"], Services.Done);
        Assert.Equal(("3 services on BTS01, BTS02", "Stop service"), Assert.Single(run.Asked));
        Assert.Single(run.Questions);
        Assert.All(run.Output.Cast<BtsService>(), service => Assert.Equal(BtsServiceState.Stopped, service.State));
        Assert.Equal(
            [("BTSSvc$Receive", true), ("ENTSSO", true), ("ENTSSO", true), ("RuleEngineUpdateService", false)],
            run.Output.Cast<BtsService>().Select(service => (service.Name, service.Changed == true)).Order()
        );
        Assert.Contains(run.Verbose, text => text.Contains("RuleEngineUpdateService on BTS02 is Stopped already"));
    }

    [Fact]
    public void Starting_leaves_running_services_alone_and_asks_nothing()
    {
        Assert.Empty(Run("Start-BtsService $topology").Questions);
        Assert.Equal(["Running RuleEngineUpdateService on BTS02"], Services.Done);
    }

    [Fact]
    public void WhatIf_shows_each_service_in_order_and_does_nothing()
    {
        Assert.Equal(
            [("'BTSSvc$Receive' on BTS01", "Stop service"), ("'ENTSSO' on BTS01", "Stop service"), ("'ENTSSO' on BTS02", "Stop service")],
            Run("Stop-BtsService $topology -WhatIf").Asked
        );
        Assert.Empty(Services.Done);
    }

    [Theory]
    [InlineData("$WhatIfPreference = $true; Stop-BtsService $topology -Force")]
    [InlineData("function Caller { [CmdletBinding(SupportsShouldProcess)] param() Stop-BtsService $topology -Force }; Caller -WhatIf")]
    public void WhatIf_of_the_session_or_a_calling_script_counts_even_with_Force(string script)
    {
        Assert.Equal(3, Run(script).Asked.Count);
        Assert.Empty(Services.Done);
    }

    [Fact]
    public void A_declined_question_changes_nothing()
    {
        Session.Host.Answer = false;
        Run("Stop-BtsService $topology");
        Assert.Empty(Services.Done);
    }

    [Theory]
    [InlineData("Start-BtsService $topology -Force")]
    [InlineData("Stop-BtsService $topology -Force")]
    public void While_a_run_goes_on_it_is_refused_with_who_is_at_work_and_changes_nothing(string script)
    {
        Engine.Broken["operator"] = new OperatorLockException("OperatorLockHeld", "sa on ADMIN1 holds the lock.");
        Assert.Equal("OperatorLockHeld", FailureOf(script).Id());
        Assert.Empty(Services.Done);
    }

    [Fact]
    public void What_is_stopped_is_marked_before_and_what_runs_again_is_not_any_more()
    {
        Run("Stop-BtsService $topology -Force");
        Assert.Equal(3, Engine.Done.Count(done => done.StartsWith("mark ", StringComparison.Ordinal)));
        Run("Start-BtsService $topology -Force");
        Assert.Contains("unmark ENTSSO on BTS02", Engine.Done);
    }

    [Fact]
    public void A_mark_that_can_not_be_left_is_said_and_keeps_no_service_from_being_stopped()
    {
        Engine.Broken["marks"] = new BizTalkDRException("MarkNotLeft", ErrorKind.Operation, "PROD1 does not answer.");
        var run = Run("Stop-BtsService $topology -Force");
        Assert.Equal(3, Services.Done.Count);
        Assert.Contains(
            run.Warnings,
            text => text.Contains("carries no mark", StringComparison.Ordinal) && text.Contains("PROD1 does not answer.")
        );
    }

    [Fact]
    public void Without_a_topology_it_says_why_no_mark_is_left() =>
        Assert.Contains(
            Run("Stop-BtsService -ComputerName BTS01 -Force").Verbose,
            text => text.StartsWith("No mark is left on what is stopped", StringComparison.Ordinal)
        );

    [Fact]
    public void Force_asks_nothing() => Assert.Empty(Run("Stop-BtsService $topology -Force").Asked);

    [Fact]
    public void What_was_read_a_while_ago_is_read_again_before_anything_is_switched()
    {
        Session["old"] = Run("Get-BtsService -ComputerName BTS01").Output.ToArray();
        Run("Stop-BtsService -ComputerName BTS01");
        Assert.All(Run("$old | Stop-BtsService -PassThru").Output, service => Assert.False(((BtsService)service).Changed));
        Assert.All(Run("$old | Start-BtsService -PassThru").Output, service => Assert.True(((BtsService)service).Changed));
        Assert.Empty(Run("$old | Stop-BtsService -PassThru -WhatIf").Output);
        Assert.All(Run("Get-BtsService -ComputerName BTS01").Output, service => Assert.Null(((BtsService)service).Changed));
    }

    [Fact]
    public void Services_piped_in_are_changed_together()
    {
        Run("Get-BtsService -ComputerName BTS01 | Stop-BtsService");
        Assert.Equal(["Stopped BTSSvc$Receive on BTS01", "Stopped ENTSSO on BTS01"], Services.Done);
    }
}
