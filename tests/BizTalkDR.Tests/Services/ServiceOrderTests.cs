using BizTalkDR.Services;

namespace BizTalkDR.Tests.Services;

public class ServiceOrderTests
{
    private static readonly BtsService[] Group =
    [
        Service("BTS01", "BTSSvc$Receive"),
        Service("BTS01", "ENTSSO"),
        Service("BTS02", "RuleEngineUpdateService"),
        Service("BTS02", "W3SVC"),
        Service("SSO01", "ENTSSO") with
        {
            IsOnMasterSecretServer = true,
        },
        Service("BTS02", "BAMAlerts"),
    ];

    [Fact]
    public void Single_sign_on_on_the_master_secret_server_starts_first_and_stops_last()
    {
        var start = ServiceOrder.ForStart(Group);
        Assert.Equal("SSO01", Assert.Single(start[0]).Computer);
        Assert.Equal(("BTS01", "ENTSSO"), (start[1][0].Computer, start[1][0].Name));

        var stop = ServiceOrder.ForStop(Group);
        Assert.Equal("SSO01", Assert.Single(stop[^1]).Computer);
        Assert.Equal("ENTSSO", Assert.Single(stop[^2]).Name);
    }

    [Fact]
    public void Every_service_is_in_exactly_one_wave() =>
        Assert.Equal(Group.Select(Key).Order(), ServiceOrder.ForStop(Group).SelectMany(wave => wave).Select(Key).Order());

    private static string Key(BtsService service) => $"{service.Computer}/{service.Name}";

    private static BtsService Service(string computer, string name) =>
        new()
        {
            Computer = computer,
            Name = name,
            State = BtsServiceState.Running,
        };
}
