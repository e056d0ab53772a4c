using System.Text.RegularExpressions;
using BizTalkDR.Text;

namespace BizTalkDR.Services;

/// <summary>The names under which BizTalk Server installs its services; which of them a computer has depends on versions and features.</summary>
public static class BtsServiceNames
{
    /// <summary>The prefix of host instances; the host's name follows.</summary>
    public const string HostInstancePrefix = "BTSSvc$";

    /// <summary>Enterprise Single Sign-On.</summary>
    public const string SingleSignOn = "ENTSSO";

    /// <summary>The Rule Engine Update Service.</summary>
    public const string RuleEngineUpdate = "RuleEngineUpdateService";

    /// <summary>BAM alerts, since SQL Server 2012.</summary>
    public const string BamAlerts = "BAMAlerts";

    /// <summary>BAM alerts before SQL Server 2012: an instance of Notification Services.</summary>
    public const string BamAlertsOfNotificationServices = "NS$BamAlerts";

    /// <summary>IIS.</summary>
    public const string InternetInformationServices = "W3SVC";

    // BizTalk TMS (2016 with feature pack 3, 2020): how the service itself is called is not documented, only what it is.
    private static readonly Regex Tms = new(
        @"(\bBizTalk\b.*\bTMS\b|\bBizTalkTMS)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Compiled
    );

    /// <summary>What a service is, or null when it is not one of BizTalk Server's.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="displayName">The name the services console shows, where it is known.</param>
    public static BtsServiceKind? KindOf(string name, string? displayName = null) =>
        name switch
        {
            null => null,
            _ when name.StartsWith(HostInstancePrefix, StringComparison.OrdinalIgnoreCase) => BtsServiceKind.HostInstance,
            _ when name.SameAs(SingleSignOn) => BtsServiceKind.SingleSignOn,
            _ when name.SameAs(RuleEngineUpdate) => BtsServiceKind.RuleEngineUpdate,
            _ when name.SameAs(BamAlerts) || name.SameAs(BamAlertsOfNotificationServices) => BtsServiceKind.BamAlerts,
            _ when name.SameAs(InternetInformationServices) => BtsServiceKind.InternetInformationServices,
            _ when Tms.IsMatch(name) || Tms.IsMatch(displayName ?? "") => BtsServiceKind.Tms,
            _ => null,
        };
}
