namespace BizTalkDR.Services;

/// <summary>What a service on a BizTalk computer is, told by its name.</summary>
public enum BtsServiceKind
{
    /// <summary>Enterprise Single Sign-On (ENTSSO). All others need it: first to start, last to stop.</summary>
    SingleSignOn,

    /// <summary>The Rule Engine Update Service.</summary>
    RuleEngineUpdate,

    /// <summary>BAM alerts (BAMAlerts; NS$BamAlerts before SQL Server 2012).</summary>
    BamAlerts,

    /// <summary>IIS (W3SVC), where the BAM portal or HTTP and SOAP receive locations run in it.</summary>
    InternetInformationServices,

    /// <summary>A BizTalk host instance (BTSSvc$HostName).</summary>
    HostInstance,

    /// <summary>BizTalk TMS (2016 with feature pack 3, 2020).</summary>
    Tms,
}
