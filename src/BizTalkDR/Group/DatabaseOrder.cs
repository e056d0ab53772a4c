namespace BizTalkDR.Group;

/// <summary>The order in which databases are listed: the management database first, what others depend on before the rest.</summary>
internal static class DatabaseOrder
{
    public static int Rank(DatabaseRole role) =>
        role switch
        {
            DatabaseRole.Management => 0,
            DatabaseRole.Sso => 1,
            DatabaseRole.MasterMessageBox => 2,
            DatabaseRole.MessageBox => 3,
            DatabaseRole.Tracking => 4,
            DatabaseRole.RuleEngine => 5,
            DatabaseRole.BamPrimaryImport => 6,
            DatabaseRole.BamAlerts => 7,
            DatabaseRole.Custom => 8,
            _ => 9,
        };
}
