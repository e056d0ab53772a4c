using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Language;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Security;
using BizTalkDR.Sandbox.Sessions;

namespace BizTalkDR.Sandbox.BizTalk;

/// <summary>
/// A BizTalk group on source instances: its databases with the tables, roles and procedures that backups need, and the job that backs it
/// up and links the instances when it takes full backups.
/// </summary>
public sealed class BizTalkGroup
{
    private readonly List<BizTalkDatabase> databases = [];

    private BizTalkGroup(SandboxHost host, IReadOnlyList<SqlInstance> instances, BizTalkSandboxOptions options, string password)
    {
        (Host, Instances, Options, BackupPassword) = (host, instances, options, password);
        Schema = BizTalkSchema.Open(options.SchemaFolder);
    }

    /// <summary>The sandbox.</summary>
    public SandboxHost Host { get; }

    /// <summary>The source instances; the first one has the management database and runs the backup job.</summary>
    public IReadOnlyList<SqlInstance> Instances { get; }

    /// <summary>All databases, BAMStarSchema included.</summary>
    public IReadOnlyList<BizTalkDatabase> Databases => databases;

    /// <summary>The databases that the backup job covers.</summary>
    public IReadOnlyList<BizTalkDatabase> BackedUpDatabases => [.. databases.Where(database => database.IsBackedUp)];

    /// <summary>The databases in which every message of the workload leaves its number.</summary>
    public IReadOnlyList<BizTalkDatabase> MessageDatabases => [.. databases.Where(database => database.HoldsMessages)];

    /// <summary>The management database.</summary>
    public BizTalkDatabase Management => databases.First(database => database.Role == BizTalkDatabaseRole.Management);

    /// <summary>The name of the backup job on <see cref="Management"/>'s instance.</summary>
    public string BackupJobName => Options.BackupJobName ?? $"Backup BizTalk Server ({Management.Name})";

    /// <summary>Whose script made which part of it.</summary>
    public IReadOnlyList<SchemaPart> Parts => Schema.Parts;

    /// <summary>The SQL login in BTS_BACKUP_USERS of every database: log shipping reads the history as it.</summary>
    public string BackupLogin => DatabaseLayout.BackupLogin;

    /// <summary>Its password, made up when the group is made and the same on every instance.</summary>
    public string BackupPassword { get; }

    internal BizTalkSandboxOptions Options { get; }

    internal BizTalkSchema Schema { get; }

    /// <summary>What the names of the workload's transactions begin with: no other group's begin so.</summary>
    internal string MessagePrefix => Options.DatabaseSuffix.Length == 0 ? "Message " : $"Message{Options.DatabaseSuffix} ";

    /// <summary>Makes the group's databases and its backup job.</summary>
    /// <param name="host">The sandbox.</param>
    /// <param name="instances">The source instances, one or more; the databases are spread over them.</param>
    /// <param name="options">Custom databases, MessageBoxes and where backups go.</param>
    /// <param name="backupPassword">The password of <see cref="BackupLogin"/> where another group has made it; null makes one up.</param>
    /// <exception cref="ArgumentException">There is no instance.</exception>
    /// <exception cref="IOException">There is no Schema folder as the options name it, or none of the scripts is in it.</exception>
    /// <exception cref="InvalidDataException">The user's scripts lack a procedure that the job calls.</exception>
    public static BizTalkGroup Create(
        SandboxHost host,
        IReadOnlyList<SqlInstance> instances,
        BizTalkSandboxOptions options,
        string? backupPassword = null
    )
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(instances);
        ArgumentNullException.ThrowIfNull(options);
        if (instances.Count == 0)
            throw new ArgumentException("A group needs at least one source instance.", nameof(instances));
        var group = new BizTalkGroup(host, instances, options, backupPassword ?? DatabaseLayout.NewPassword());
        group.Plan();
        foreach (var other in instances.Skip(1))
            DatabaseLayout.AdmitAgent(instances[0], other);
        var scripts = new GroupScripts(group);
        foreach (var database in group.databases)
        {
            DatabaseLayout.Create(database);
            if (!database.IsBackedUp)
                continue;
            scripts.Install(database);
            DatabaseLayout.AddUsers(database, group.BackupPassword);
        }
        group.FillManagementDatabase(scripts);
        if (options.HasOtherJobs)
            OtherJobs.Create(group);
        BackupJob.Configure(group);
        return group;
    }

    /// <summary>The group's database of that name, or null.</summary>
    public BizTalkDatabase? Find(string name) => databases.FirstOrDefault(database => database.Name.SameAs(name));

    private void Plan()
    {
        var first = Instances[0];
        // Tracking, BAM and custom databases go to the second instance; further MessageBoxes and custom databases to those after it.
        SqlInstance Other(int number) => Instances.Count == 1 ? first : Instances[1 + (number % (Instances.Count - 1))];
        void Add(string name, BizTalkDatabaseRole role, SqlInstance instance) =>
            databases.Add(
                new BizTalkDatabase(Options.DatabaseNames.GetValueOrDefault(name, name + Options.DatabaseSuffix), role, instance)
            );

        Add("BizTalkMgmtDb", BizTalkDatabaseRole.Management, first);
        Add("BizTalkMsgBoxDb", BizTalkDatabaseRole.MessageBox, first);
        Add("BizTalkRuleEngineDb", BizTalkDatabaseRole.RuleEngine, first);
        Add("SSODB", BizTalkDatabaseRole.SingleSignOn, first);
        Add("BizTalkDTADb", BizTalkDatabaseRole.Tracking, Other(0));
        Add("BAMPrimaryImport", BizTalkDatabaseRole.BamPrimaryImport, Other(0));
        Add("BAMAlertsApplication", BizTalkDatabaseRole.BamAlerts, Other(0));
        Add("BAMAlertsNSMain", BizTalkDatabaseRole.BamAlerts, Other(0));
        for (var i = 0; i < Options.ExtraMessageBoxes; i++)
            Add($"BizTalkMsgBoxDb{i + 2}", BizTalkDatabaseRole.MessageBox, Other(i + 1));
        for (var i = 0; i < Options.CustomDatabases.Count; i++)
            Add(Options.CustomDatabases[i], BizTalkDatabaseRole.Custom, Other(i));
        Add("BAMStarSchema", BizTalkDatabaseRole.BamStarSchema, Other(0));
    }

    private void FillManagementDatabase(GroupScripts scripts)
    {
        var management = Management;
        scripts.InstallManagement();
        using var session = management.Instance.OpenInternalSession("BizTalk configuration", management.Name);
        AddGroup(session);
        foreach (var box in databases.Where(database => database.Role == BizTalkDatabaseRole.MessageBox))
            session.Perform(
                "INSERT INTO dbo.adm_MessageBox (GroupId, DBServerName, DBName, IsMasterMsgBox) VALUES (1, @server, @name, @master)",
                ("@server", box.Instance.Name),
                ("@name", box.Name),
                ("@master", box == databases.First(database => database.Role == BizTalkDatabaseRole.MessageBox) ? -1 : 0)
            );
        foreach (var other in databases.Where(IsOtherBackupDatabase))
            session.Perform(
                """
                INSERT INTO dbo.adm_OtherBackupDatabases (DefaultDatabaseName, DatabaseName, ServerName, BTSServerName)
                VALUES (@default, @name, @server, @computer)
                """,
                ("@default", DefaultName(other)),
                ("@name", other.Name),
                ("@server", other.Instance.Name),
                ("@computer", Options.ComputerNames[0])
            );
        foreach (var computer in Options.ComputerNames)
            session.Perform("INSERT INTO dbo.adm_Server (Name) VALUES (@name)", ("@name", computer));
        session.Perform(
            "INSERT INTO dbo.adm_Host (GroupId, Name, NTGroupName, HostTracking) VALUES (1, N'BizTalkServerApplication', N'CONTOSO\\BizTalk Application Users', -1)"
        );
    }

    // The product knows these databases by their rows, not by their names.
    private string DefaultName(BizTalkDatabase database) =>
        database.Role switch
        {
            BizTalkDatabaseRole.SingleSignOn => "SSO",
            BizTalkDatabaseRole.BamAlerts => database == databases.First(other => other.Role == BizTalkDatabaseRole.BamAlerts)
                ? "BAM Alerts Application DB"
                : "BAM Alerts Instance DB",
            _ => database.Name,
        };

    private static bool IsOtherBackupDatabase(BizTalkDatabase database) =>
        database.Role is BizTalkDatabaseRole.SingleSignOn or BizTalkDatabaseRole.BamAlerts or BizTalkDatabaseRole.Custom;

    private void AddGroup(SqlSession session)
    {
        var box = databases.First(database => database.Role == BizTalkDatabaseRole.MessageBox);
        var tracking = databases.First(database => database.Role == BizTalkDatabaseRole.Tracking);
        var bam = databases.First(database => database.Role == BizTalkDatabaseRole.BamPrimaryImport);
        var rules = databases.First(database => database.Role == BizTalkDatabaseRole.RuleEngine);
        session.Perform(
            """
            INSERT INTO dbo.adm_Group (
                Name, BizTalkAdminGroup, BizTalkOperatorGroup, TrackingDBServerName, TrackingDBName, SubscriptionDBServerName,
                SubscriptionDBName, BamDBServerName, BamDBName, RuleEngineDBServerName, RuleEngineDBName, SSOServerName)
            VALUES (
                @group, N'CONTOSO\BizTalk Server Administrators', N'CONTOSO\BizTalk Server Operators', @tracking_server, @tracking,
                @box_server, @box, @bam_server, @bam, @rules_server, @rules, @sso_server)
            """,
            ("@group", Options.GroupName),
            ("@tracking_server", tracking.Instance.Name),
            ("@tracking", tracking.Name),
            ("@box_server", box.Instance.Name),
            ("@box", box.Name),
            ("@bam_server", bam.Instance.Name),
            ("@bam", bam.Name),
            ("@rules_server", rules.Instance.Name),
            ("@rules", rules.Name),
            ("@sso_server", Options.ComputerNames[0])
        );
    }
}
