using BizTalkDR.Text;

namespace BizTalkDR.Services;

/// <summary>The names under which BizTalk Server installs its services.</summary>
public static class BtsServiceNames
{
    /// <summary>The prefix of host instances; the host's name follows.</summary>
    public const string HostInstancePrefix = "BTSSvc$";

    /// <summary>Enterprise Single Sign-On.</summary>
    public const string SingleSignOn = "ENTSSO";

    /// <summary>The Rule Engine Update Service.</summary>
    public const string RuleEngineUpdate = "RuleEngineUpdateService";

    /// <summary>BAM alerts.</summary>
    public const string BamAlerts = "NS$BamAlerts";

    /// <summary>IIS.</summary>
    public const string InternetInformationServices = "W3SVC";

    /// <summary>What a service of that name is, or null when it is not one of BizTalk Server's.</summary>
    public static BtsServiceKind? KindOf(string name) =>
        name switch
        {
            null => null,
            _ when name.StartsWith(HostInstancePrefix, StringComparison.OrdinalIgnoreCase) => BtsServiceKind.HostInstance,
            _ when name.SameAs(SingleSignOn) => BtsServiceKind.SingleSignOn,
            _ when name.SameAs(RuleEngineUpdate) => BtsServiceKind.RuleEngineUpdate,
            _ when name.SameAs(BamAlerts) => BtsServiceKind.BamAlerts,
            _ when name.SameAs(InternetInformationServices) => BtsServiceKind.InternetInformationServices,
            _ => null,
        };
}
