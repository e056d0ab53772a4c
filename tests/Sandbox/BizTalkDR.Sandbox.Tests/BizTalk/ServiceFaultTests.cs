using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Tests.BizTalk;

/// <summary>Services that lie and hang; that they fail stands with the services themselves.</summary>
public sealed class ServiceFaultTests : IAsyncLifetime
{
    private BizTalkSandbox sandbox = null!;

    public async ValueTask InitializeAsync() =>
        sandbox = await BizTalkSandbox.CreateAsync(new BizTalkSandboxOptions { DestinationNames = [], ComputerNames = ["BTS01"] });

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    private BizTalkService Alerts => sandbox.Computers[0].Find("BAMAlerts")!;

    [Fact]
    public async Task A_service_that_lies_says_that_it_has_stopped_and_keeps_its_connections()
    {
        Plant(FaultEffect.Lie);
        await Alerts.StopAsync();
        Assert.Equal(BizTalkServiceState.Stopped, Alerts.State);
        Assert.True(Alerts.IsAlive);
        Assert.NotEmpty(Sessions());
        await Alerts.StopAsync();
        Assert.False(Alerts.IsAlive);
        Assert.Empty(Sessions());
    }

    [Fact]
    public async Task A_service_that_lies_says_that_it_runs_and_does_not()
    {
        await Alerts.StopAsync();
        Plant(FaultEffect.Lie);
        await Alerts.StartAsync();
        Assert.Equal(BizTalkServiceState.Running, Alerts.State);
        Assert.Empty(Sessions());
        await Alerts.StartAsync();
        Assert.NotEmpty(Sessions());
    }

    [Fact]
    public async Task A_service_that_hangs_is_on_the_way_until_the_fault_is_taken_away_or_somebody_gives_up()
    {
        var hang = Plant(FaultEffect.Hang);
        using var giveUp = new CancellationTokenSource();
        var stopping = Alerts.StopAsync(giveUp.Token);
        Assert.Equal(BizTalkServiceState.StopPending, Alerts.State);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopping);
        Assert.Equal(BizTalkServiceState.StopPending, Alerts.State);
        sandbox.Host.Faults.Remove(hang);
        await Alerts.StopAsync();
        Assert.Equal(BizTalkServiceState.Stopped, Alerts.State);
    }

    [Fact]
    public async Task A_clean_up_of_log_shipping_that_fails_drops_nothing()
    {
        await using var shipped = await BizTalkSandbox.CreateAsync(new BizTalkSandboxOptions { ComputerNames = ["BTS01"] });
        await shipped.RunBackupJobAsync();
        await shipped.RunLogShippingAsync();
        shipped.Host.Faults.Add(new Fault(FaultPoint.Procedure, "DR-SQL1", "sp_LogShippingClean"));
        using var session = shipped.Destinations[0].OpenInternalSession("test");
        const string clean = "EXEC dbo.sp_LogShippingClean N'BizTalk Group (PROD-SQL1)'";
        Assert.Throws<Sandbox.Errors.SqlServerException>(() => session.Perform(clean));
        Assert.NotNull(shipped.Destinations[0].FindDatabase("SSODB"));
        session.Perform(clean);
        Assert.Null(shipped.Destinations[0].FindDatabase("SSODB"));
    }

    private Fault Plant(FaultEffect effect)
    {
        var fault = new Fault(FaultPoint.Service, "BTS01", "BAMAlerts") { Effect = effect };
        sandbox.Host.Faults.Add(fault);
        return fault;
    }

    private IEnumerable<SqlSession> Sessions() =>
        sandbox
            .Sources.SelectMany(instance => instance.AllSessions)
            .Where(session => session.Request.ApplicationName == "BAMAlerts on BTS01");
}
