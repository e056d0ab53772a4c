using BizTalkDR.Sandbox.Hosting;
using BizTalkDR.Sandbox.Platform;

namespace BizTalkDR.Sandbox.BizTalk;

/// <summary>A computer with BizTalk Server and its services.</summary>
public sealed class BizTalkComputer
{
    /// <summary>The service of Enterprise Single Sign-On.</summary>
    public const string SingleSignOn = "ENTSSO";

    private BizTalkComputer(SandboxHost host, string name, BizTalkComputer? master)
    {
        (Host, Name) = (host, name);
        MasterSecretServer = master ?? this;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Whether it keeps the master secret: its ENTSSO starts first and stops last.</summary>
    public bool IsMasterSecretServer => MasterSecretServer == this;

    /// <summary>The computer that keeps the master secret.</summary>
    public BizTalkComputer MasterSecretServer { get; }

    /// <summary>Its services.</summary>
    public IReadOnlyList<BizTalkService> Services { get; private set; } = [];

    internal SandboxHost Host { get; }

    /// <summary>The service of that name, or null.</summary>
    public BizTalkService? Find(string name) => Services.FirstOrDefault(service => service.Name.SameAs(name));

    // Until SQL Server 2012 BAM alerts were an instance of Notification Services.
    private static string BamAlertsOf(BizTalkGroup group) =>
        group.Management.Instance.Options.Version.Major < 11 ? "NS$BamAlerts" : "BAMAlerts";

    internal static BizTalkComputer Create(BizTalkGroup group, string name, BizTalkComputer? master)
    {
        var computer = new BizTalkComputer(group.Host, name, master);
        BizTalkDatabase[] Of(params BizTalkDatabaseRole[] roles) =>
            [.. group.Databases.Where(database => roles.Contains(database.Role) && database.IsBackedUp)];
        BizTalkService Service(string service, string[] dependsOn, BizTalkDatabase[] databases) =>
            new(computer, service, dependsOn, databases);

        var host = Of(
            BizTalkDatabaseRole.Management,
            BizTalkDatabaseRole.MessageBox,
            BizTalkDatabaseRole.Tracking,
            BizTalkDatabaseRole.Custom
        );
        computer.Services =
        [
            Service(SingleSignOn, [], master is null ? Of(BizTalkDatabaseRole.SingleSignOn) : []),
            Service("BTSSvc$BizTalkServerApplication", [SingleSignOn], host),
            Service("BTSSvc$BizTalkServerIsolatedTracking", [SingleSignOn], [.. host, .. Of(BizTalkDatabaseRole.BamPrimaryImport)]),
            Service("RuleEngineUpdateService", [SingleSignOn], Of(BizTalkDatabaseRole.RuleEngine)),
            Service(BamAlertsOf(group), [], Of(BizTalkDatabaseRole.BamAlerts)),
            Service("W3SVC", [], []),
        ];
        return computer;
    }
}
