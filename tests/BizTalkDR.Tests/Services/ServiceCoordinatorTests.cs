using BizTalkDR.Services;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Services;

public class ServiceCoordinatorTests
{
    private static readonly Topology TwoComputers = new()
    {
        ManagementDatabase = new() { Instance = "SQL01" },
        Computers = [new() { Name = "BTS01" }, new() { Name = "SSO01", Services = ["ENTSSO"] }],
        MasterSecretServer = "sso01",
    };

    private readonly FakeComputers computers = new FakeComputers()
        .With("BTS01", "BTSSvc$A", BtsServiceState.Running)
        .With("BTS01", "BTSSvc$B", BtsServiceState.Stopped)
        .With("BTS01", "ENTSSO", BtsServiceState.Running)
        .With("BTS01", "W3SVC", BtsServiceState.Running)
        .With("SSO01", "ENTSSO", BtsServiceState.Running);

    private ServiceCoordinator Coordinator => new(computers, TimeSpan.FromMilliseconds(400), TimeSpan.FromMilliseconds(1));

    [Fact]
    public void IIS_is_left_alone_unless_the_topology_names_it()
    {
        Assert.DoesNotContain(Coordinator.GetServices(TwoComputers), service => service.Name == "W3SVC");
        var naming = TwoComputers with { Computers = [new() { Name = "BTS01", Services = ["w3svc"] }] };
        Assert.Equal("W3SVC", Assert.Single(Coordinator.GetServices(naming)).Name);
    }

    [Fact]
    public void The_master_secret_server_is_told_whatever_the_case_of_its_name() =>
        Assert.True(Coordinator.GetServices(TwoComputers).Single(service => service.Computer == "SSO01").IsOnMasterSecretServer);

    [Fact]
    public void A_named_service_that_is_not_there_is_an_error()
    {
        var wrong = TwoComputers with { Computers = [new() { Name = "BTS01", Services = ["BTSSvc$Gone"] }] };
        var error = Assert.Throws<ServiceControlException>(() => Coordinator.GetServices(wrong));
        Assert.Equal(("ServiceNotFound", "BTS01", "BTSSvc$Gone"), (error.ErrorId, error.Server, error.Service));
    }

    [Fact]
    public void Stopping_asks_only_those_that_run_and_single_sign_on_last()
    {
        Coordinator.Stop(Coordinator.GetServices(TwoComputers), (_, act) => act());
        Assert.Equal(["Stopped BTS01/BTSSvc$A", "Stopped BTS01/ENTSSO", "Stopped SSO01/ENTSSO"], computers.Log);
        Assert.All(Coordinator.GetServices(TwoComputers), service => Assert.Equal(BtsServiceState.Stopped, service.State));
    }

    [Fact]
    public void A_service_that_does_not_get_there_in_time_is_an_error_that_names_it()
    {
        computers.LooksToChange = int.MaxValue;
        var error = Assert.Throws<ServiceControlException>(() =>
            Coordinator.Stop(Coordinator.GetServices(TwoComputers), (_, act) => act())
        );
        Assert.Equal("ServiceTimeout", error.ErrorId);
        Assert.Contains("BTSSvc$A", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Start Pending", BtsServiceState.StartPending)]
    [InlineData("Running", BtsServiceState.Running)]
    [InlineData("nonsense", BtsServiceState.Unknown)]
    [InlineData(null, BtsServiceState.Unknown)]
    public void States_are_read_as_Win32_Service_writes_them(string? text, BtsServiceState state) =>
        Assert.Equal(state, WindowsServiceController.ParseState(text));

    [Fact]
    public void WMI_away_from_Windows_is_a_clear_error()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "On Windows WMI is there.");
        var error = Assert.Throws<ServiceControlException>(() => new WindowsServiceController().GetServices("BTS01", default));
        Assert.Equal("ServicesNeedWindows", error.ErrorId);
    }
}
