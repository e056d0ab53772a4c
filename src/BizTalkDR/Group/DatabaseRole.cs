namespace BizTalkDR.Group;

/// <summary>What a database is to the BizTalk group.</summary>
public enum DatabaseRole
{
    /// <summary>Any other database that takes part in the backup job.</summary>
    Custom,

    /// <summary>The management database (BizTalkMgmtDb).</summary>
    Management,

    /// <summary>The master MessageBox (BizTalkMsgBoxDb).</summary>
    MasterMessageBox,

    /// <summary>A further MessageBox.</summary>
    MessageBox,

    /// <summary>The tracking database (BizTalkDTADb).</summary>
    Tracking,

    /// <summary>BAM primary import (BAMPrimaryImport).</summary>
    BamPrimaryImport,

    /// <summary>BAM alerts (BAMAlertsApplication, BAMAlertsNSMain).</summary>
    BamAlerts,

    /// <summary>BAM star schema; not covered by the backup job.</summary>
    BamStarSchema,

    /// <summary>BAM archive; not covered by the backup job.</summary>
    BamArchive,

    /// <summary>The rule engine (BizTalkRuleEngineDb).</summary>
    RuleEngine,

    /// <summary>Enterprise Single Sign-On (SSODB).</summary>
    Sso,
}
