namespace BizTalkDR.Jobs.Definitions;

/// <summary>What a job is to a BizTalk group, by what its steps call. The names are stable.</summary>
public enum BizTalkJob
{
    /// <summary>None of BizTalk Server's.</summary>
    Other,

    /// <summary>Backup BizTalk Server.</summary>
    Backup,

    /// <summary>CleanupBTFExpiredEntriesJob.</summary>
    ExpiredEntries,

    /// <summary>Monitor BizTalk Server: fails on purpose when it finds inconsistencies.</summary>
    Monitor,

    /// <summary>DTA Purge and Archive.</summary>
    PurgeAndArchive,

    /// <summary>MessageBox_DeadProcesses_Cleanup.</summary>
    DeadProcesses,

    /// <summary>MessageBox_Parts_Cleanup.</summary>
    PartsCleanup,

    /// <summary>MessageBox_UpdateStats.</summary>
    UpdateStatistics,

    /// <summary>PurgeSubscriptionsJob.</summary>
    PurgeSubscriptions,

    /// <summary>MessageBox_Message_Cleanup: started by ManageRefCountLog alone; never enabled, scheduled or started otherwise.</summary>
    MessageCleanup,

    /// <summary>MessageBox_Message_ManageRefCountLog: never ends by design.</summary>
    ManageRefCountLog,

    /// <summary>Operations_OperateOnInstances_OnMaster.</summary>
    OperateOnInstances,

    /// <summary>TrackedMessages_Copy.</summary>
    TrackedMessagesCopy,

    /// <summary>Rules_Database_Cleanup.</summary>
    RulesCleanup,

    /// <summary>DelAlertHistJob.</summary>
    AlertHistory,

    /// <summary>One of log shipping's.</summary>
    LogShipping,
}
