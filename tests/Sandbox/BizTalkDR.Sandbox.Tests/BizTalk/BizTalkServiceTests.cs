using BizTalkDR.Sandbox.BizTalk;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.Tests.BizTalk;

public sealed class BizTalkServiceTests : IAsyncLifetime
{
    private BizTalkSandbox sandbox = null!;

    public async ValueTask InitializeAsync() =>
        sandbox = await BizTalkSandbox.CreateAsync(new BizTalkSandboxOptions { SourceNames = ["PROD-SQL1"], DestinationNames = [] });

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public async Task While_services_run_a_database_cannot_be_dropped_and_once_they_are_stopped_it_can()
    {
        Assert.All(sandbox.Services, service => Assert.Equal(BizTalkServiceState.Running, service.State));
        Assert.Equal(3702, Assert.Throws<SqlServerException>(Drop).Error.Number);
        await sandbox.StopServicesAsync();
        Assert.All(sandbox.Services, service => Assert.Equal(BizTalkServiceState.Stopped, service.State));
        Drop();
        Assert.Null(sandbox.Sources[0].FindDatabase("BizTalkMsgBoxDb"));
    }

    [Fact]
    public async Task A_host_instance_does_not_start_without_its_database()
    {
        await sandbox.StopServicesAsync();
        Drop();
        var failure = await Assert.ThrowsAsync<BizTalkServiceException>(() => sandbox.StartServicesAsync());
        Assert.Equal(1067, failure.ErrorCode);
        Assert.Contains("BizTalkMsgBoxDb", failure.Message);
    }

    [Fact]
    public async Task Single_sign_on_does_not_stop_under_running_host_instances()
    {
        var sso = sandbox.Computers[0].Find(BizTalkComputer.SingleSignOn)!;
        Assert.Equal(1051, (await Assert.ThrowsAsync<BizTalkServiceException>(() => sso.StopAsync())).ErrorCode);
        Assert.Equal(BizTalkServiceState.Running, sso.State);
    }

    [Fact]
    public async Task Host_instances_elsewhere_need_the_master_secret_server()
    {
        await sandbox.StopServicesAsync();
        var other = sandbox.Computers[1];
        await other.Find(BizTalkComputer.SingleSignOn)!.StartAsync();
        var host = other.Services.First(service => service.IsHostInstance);
        Assert.Contains("master secret server", (await Assert.ThrowsAsync<BizTalkServiceException>(() => host.StartAsync())).Message);
        await sandbox.Computers[0].Find(BizTalkComputer.SingleSignOn)!.StartAsync();
        await host.StartAsync();
        Assert.Equal(BizTalkServiceState.Running, host.State);
    }

    [Fact]
    public async Task A_planted_fault_keeps_a_service_from_answering_once()
    {
        sandbox.Host.Faults.Add(new Fault(FaultPoint.Service, "BTS02", "W3SVC"));
        var service = sandbox.Computers[1].Find("W3SVC")!;
        Assert.Equal(1053, (await Assert.ThrowsAsync<BizTalkServiceException>(() => service.StopAsync())).ErrorCode);
        await service.StopAsync();
        Assert.Equal(BizTalkServiceState.Stopped, service.State);
    }

    [Fact]
    public async Task The_workload_writes_only_while_a_host_instance_runs()
    {
        sandbox.Workload.Start();
        for (var i = 0; i < 500 && sandbox.Workload.Committed.Count == 0; i++)
            await Task.Delay(20);
        Assert.NotEmpty(sandbox.Workload.Committed);
        await sandbox.StopServicesAsync();
        await Task.Delay(200);
        var written = sandbox.Workload.Committed.Count;
        await Task.Delay(200);
        Assert.Equal(written, sandbox.Workload.Committed.Count);
        await sandbox.Workload.StopAsync();
        foreach (var database in sandbox.Group.MessageDatabases)
            Assert.Equal(sandbox.Workload.Committed.Order(), Workload.ReadNumbers(database.Instance, database).Order());
    }

    private void Drop()
    {
        using var session = sandbox.Sources[0].OpenInternalSession("test");
        session.Perform("DROP DATABASE BizTalkMsgBoxDb");
    }
}
