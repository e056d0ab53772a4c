using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Group;

/// <summary>Tells what databases are to the group: from the group's tables, else by their default names.</summary>
internal sealed class DatabaseRoles
{
    private static readonly Dictionary<string, DatabaseRole> DefaultNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["BizTalkMgmtDb"] = DatabaseRole.Management,
        ["BizTalkMsgBoxDb"] = DatabaseRole.MasterMessageBox,
        ["BizTalkDTADb"] = DatabaseRole.Tracking,
        ["BizTalkRuleEngineDb"] = DatabaseRole.RuleEngine,
        ["BAMPrimaryImport"] = DatabaseRole.BamPrimaryImport,
        ["BAMAlertsApplication"] = DatabaseRole.BamAlerts,
        ["BAMAlertsNSMain"] = DatabaseRole.BamAlerts,
        ["BAMStarSchema"] = DatabaseRole.BamStarSchema,
        ["BAMArchive"] = DatabaseRole.BamArchive,
        ["SSODB"] = DatabaseRole.Sso,
    };

    private readonly Dictionary<DatabaseKey, DatabaseRole> known = [];

    /// <summary>BAM's databases that the backup job does not cover.</summary>
    public static bool IsOutsideJob(string database) => ByName(database) is DatabaseRole.BamStarSchema or DatabaseRole.BamArchive;

    /// <summary>The role of a database's default name; Custom for any other name.</summary>
    public static DatabaseRole ByName(string database) => DefaultNames.TryGetValue(database, out var role) ? role : DatabaseRole.Custom;

    public DatabaseRole Of(DatabaseKey database) => known.TryGetValue(database, out var role) ? role : ByName(database.Name);

    public void Set(DatabaseKey database, DatabaseRole role) => known[database] = role;

    /// <summary>Takes the roles from a row of adm_Group.</summary>
    public void ReadGroup(SqlRow row, Func<string, string> resolve)
    {
        Read(row, "TrackingDB", DatabaseRole.Tracking, resolve);
        Read(row, "BamDB", DatabaseRole.BamPrimaryImport, resolve);
        Read(row, "RuleEngineDB", DatabaseRole.RuleEngine, resolve);
        Read(row, "SubscriptionDB", DatabaseRole.MasterMessageBox, resolve);
    }

    /// <summary>Takes the role from a row of adm_MessageBox; the master is the one that adm_Group names for subscriptions.</summary>
    public void ReadMessageBox(SqlRow row, Func<string, string> resolve)
    {
        if (row.Text("DBServerName") is not { } server || row.Text("DBName") is not { } name)
            return;
        var key = new DatabaseKey(resolve(server), name);
        if (row.Bool("IsMasterMsgBox") == true)
            known[key] = DatabaseRole.MasterMessageBox;
        else if (!known.ContainsKey(key))
            known[key] = DatabaseRole.MessageBox;
    }

    private void Read(SqlRow row, string prefix, DatabaseRole role, Func<string, string> resolve)
    {
        if (row.Text(prefix + "ServerName") is { Length: > 0 } server && row.Text(prefix + "Name") is { Length: > 0 } name)
            known[new DatabaseKey(resolve(server), name)] = role;
    }
}
