using BizTalkDR.Agent;
using BizTalkDR.Databases;
using BizTalkDR.Group;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.Runbook.Outlook;
using BizTalkDR.Topologies;

namespace BizTalkDR.PowerShell.Tests;

/// <summary>A small group on two sides.</summary>
internal static class Samples
{
    public static Topology Topology { get; } =
        new()
        {
            Name = "sample",
            Source = [new InstanceReference { Name = "PROD1", CredentialReference = "prod" }, new InstanceReference { Name = "PROD2" }],
            Destination = [new InstanceReference { Name = "DR1", Address = "dr1.example,1500" }],
            ManagementDatabase = new ManagementDatabaseReference { Instance = "PROD1" },
            Computers = [new BizTalkComputer { Name = "BTS01" }, new BizTalkComputer { Name = "BTS02" }],
            MasterSecretServer = "BTS02",
            BackupLocations = new BackupLocations { Failback = @"\\FILES\Failback" },
        };

    public static TopologyArgument Argument { get; } = new(Topology);

    public static AgentJob BackupJob { get; } = Job("PROD1", "Backup BizTalk Server (BizTalkMgmtDb)", JobKind.Backup);
    public static AgentJob HistoryJob { get; } = Job("DR1", "BTS Log Shipping - Get Backup History", JobKind.GetBackupHistory);
    public static AgentJob RestoreJob { get; } = Job("DR1", "BTS Log Shipping - Restore Databases", JobKind.RestoreDatabases);
    public static AgentJob MarkJob { get; } = Job("DR1", "BTS Log Shipping - Restore To Mark", JobKind.RestoreToMark);

    public static FakeEngine EngineWithJobs() =>
        new()
        {
            Jobs =
            {
                ["PROD1"] = [BackupJob, Job("PROD1", "syspolicy_purge_history", JobKind.Other)],
                ["DR1"] = [HistoryJob, RestoreJob, MarkJob],
            },
        };

    public static FakeEngine EngineWithGroup(InstanceSide side = InstanceSide.Source) =>
        new() { Group = new BizTalkGroup { Databases = side == InstanceSide.Source ? SourceDatabases : DestinationDatabases } };

    public static IReadOnlyList<BizTalkDatabase> SourceDatabases { get; } =
    [
        Database("PROD1", "BizTalkMgmtDb", DatabaseRole.Management),
        Database("PROD2", "BizTalkMsgBoxDb", DatabaseRole.MasterMessageBox),
        Database("PROD1", "BAMStarSchema", DatabaseRole.BamStarSchema) with
        {
            InBackupJob = false,
        },
    ];

    public static IReadOnlyList<BizTalkDatabase> DestinationDatabases { get; } =
    [
        Database("DR1", "BizTalkMgmtDb", DatabaseRole.Management) with
        {
            Side = InstanceSide.Destination,
        },
        Database("DR1", "BizTalkMsgBoxDb", DatabaseRole.MasterMessageBox) with
        {
            Side = InstanceSide.Destination,
        },
    ];

    /// <summary>What lies ahead of a failback of a production that is open.</summary>
    public static RunOutlook Outlook { get; } =
        new()
        {
            Title = "failback",
            Group = "sample",
            Production = new OutlookSide("PROD1, PROD2", "HEALTHY AND ONLINE. All 2 databases are open for use.", IsLiving: true),
            Recovery = new OutlookSide("DR1", "all 2 databases RESTORING", IsLiving: false),
            Mark = new OutlookMark("BTS_2026_11_21_09_15_00_123", TimeSpan.FromMinutes(17), null),
            Loss = new OutlookLoss(TimeSpan.FromMinutes(17), "from the mark until now."),
            Duration = new OutlookDuration(null, "msdb knows nothing."),
            Given = ["BizTalkMgmtDb on PROD1", "BizTalkMsgBoxDb on PROD2"],
            PointOfNoReturn = "step 6",
            NeedsName = true,
        };

    public static BizTalkDatabase Database(string instance, string name, DatabaseRole role) =>
        new()
        {
            Name = name,
            Server = instance,
            Instance = instance,
            Role = role,
            InBackupJob = true,
            State = DatabaseState.Online,
        };

    private static AgentJob Job(string instance, string name, JobKind kind) =>
        new()
        {
            Instance = instance,
            JobId = Guid.NewGuid(),
            Name = name,
            Kind = kind,
            IsEnabled = true,
        };
}
