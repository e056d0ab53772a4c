using BizTalkDR.Sandbox.Hosting;

namespace BizTalkDR.Sandbox.BizTalk;

/// <summary>What a database is to a BizTalk group.</summary>
public enum BizTalkDatabaseRole
{
    /// <summary>BizTalkMgmtDb: names all others.</summary>
    Management,

    /// <summary>BizTalkMsgBoxDb, and further MessageBoxes.</summary>
    MessageBox,

    /// <summary>BizTalkDTADb.</summary>
    Tracking,

    /// <summary>BizTalkRuleEngineDb.</summary>
    RuleEngine,

    /// <summary>BAMPrimaryImport.</summary>
    BamPrimaryImport,

    /// <summary>BAMAlertsApplication and BAMAlertsNSMain.</summary>
    BamAlerts,

    /// <summary>SSODB.</summary>
    SingleSignOn,

    /// <summary>A database of the customer's own, backed up through adm_OtherBackupDatabases.</summary>
    Custom,

    /// <summary>BAMStarSchema: not covered by the backup job.</summary>
    BamStarSchema,
}

/// <summary>One database of the group on its source instance.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">What it is to the group.</param>
/// <param name="Instance">The source instance it is on.</param>
public sealed record BizTalkDatabase(string Name, BizTalkDatabaseRole Role, SqlInstance Instance)
{
    /// <summary>The name in brackets, as statements need it.</summary>
    internal string QuotedName => $"[{Name.Replace("]", "]]", StringComparison.Ordinal)}]";

    /// <summary>Whether the backup job covers it.</summary>
    public bool IsBackedUp => Role != BizTalkDatabaseRole.BamStarSchema;

    /// <summary>Whether each message of the workload leaves a row in it.</summary>
    public bool HoldsMessages => MessageTable is not null;

    /// <summary>The table that holds the workload's messages, or null.</summary>
    public string? MessageTable =>
        Role switch
        {
            BizTalkDatabaseRole.MessageBox => "Spool",
            BizTalkDatabaseRole.Tracking => "dta_MessageInOutEvents",
            BizTalkDatabaseRole.BamPrimaryImport => "bam_Order_CompletedInstances",
            BizTalkDatabaseRole.Custom => "Orders",
            _ => null,
        };

    /// <summary>The column of <see cref="MessageTable"/> with the running number.</summary>
    public string? MessageKey =>
        Role switch
        {
            BizTalkDatabaseRole.MessageBox => "nMessageNumber",
            BizTalkDatabaseRole.Tracking => "nEventNumber",
            BizTalkDatabaseRole.BamPrimaryImport or BizTalkDatabaseRole.Custom => "OrderNumber",
            _ => null,
        };

    /// <summary>The query that reads the numbers, on whichever instance the database is now; null when it holds no messages.</summary>
    public string? NumbersQuery => HoldsMessages ? $"SELECT {MessageKey} FROM {QuotedName}.dbo.{MessageTable}" : null;
}
