using BizTalkDR.Services;

namespace BizTalkDR.Tests.Services;

public class BtsServiceNamesTests
{
    [Theory]
    [InlineData("BTSSvc$BizTalkServerApplication", null, BtsServiceKind.HostInstance)]
    [InlineData("entsso", null, BtsServiceKind.SingleSignOn)]
    [InlineData("RuleEngineUpdateService", null, BtsServiceKind.RuleEngineUpdate)]
    [InlineData("BAMAlerts", "BAM Alerts Service", BtsServiceKind.BamAlerts)]
    [InlineData("NS$BamAlerts", null, BtsServiceKind.BamAlerts)]
    [InlineData("BizTalkTMSService", null, BtsServiceKind.Tms)]
    [InlineData("TMS1", "Microsoft BizTalk TMS", BtsServiceKind.Tms)]
    [InlineData("W3SVC", null, BtsServiceKind.InternetInformationServices)]
    [InlineData("NS$Other", null, null)]
    [InlineData("BizTalk360", "BizTalk360 Monitoring Service", null)]
    [InlineData("MSSQLSERVER", null, null)]
    public void A_service_is_known_by_its_name_or_by_what_the_console_shows(string name, string? displayName, BtsServiceKind? kind) =>
        Assert.Equal(kind, BtsServiceNames.KindOf(name, displayName));
}
