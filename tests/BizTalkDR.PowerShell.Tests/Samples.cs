using BizTalkDR.Agent;
using BizTalkDR.Databases;
using BizTalkDR.Group;
using BizTalkDR.PowerShell.Arguments;
using BizTalkDR.Runbook.Failback.Plans;
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

    /// <summary>A plan of that failback.</summary>
    public static FailbackPlan FailbackPlan { get; } =
        new()
        {
            Id = new Guid("7f3b2c1d-0000-4000-8000-000000004711"),
            Group = "sample",
            GroupFamily = new Guid("7f3b2c1d-0000-4000-8000-000000000001"),
            Production = "PROD1, PROD2: HEALTHY AND ONLINE. All 2 databases are open for use: this is a living production.",
            IsProductionLiving = true,
            Recovery = "DR1: all 2 databases RESTORING",
            Mark = "BTS_2026_11_21_09_15_00_123",
            MarkAgeSeconds = 1020,
            Lost = "at least 17m 00s, from the mark until now, and more until step 5 stops the services.",
            LostSeconds = 1020,
            GivenUp = ["BizTalkMgmtDb on PROD1", "BizTalkMsgBoxDb on PROD2"],
            PointOfNoReturn = "step 6 drops production's databases, asked again; from there on the way is forward",
            WayBack = "before step 6 answer No: nothing of production is lost.",
            Duration = "not known: msdb knows nothing.",
            Off = ["job 'Backup BizTalk Server (BizTalkMgmtDb)' on PROD1, from step 1 until step 11"],
            Steps =
            [
                new PlannedStep
                {
                    Number = 1,
                    Title = "Disable all backup jobs on the source (production) SQL Server instances",
                    IsIncluded = true,
                    Acts = 1,
                },
                new PlannedStep
                {
                    Number = 6,
                    Title = "Drop all BizTalk Server-related databases on the source (production) SQL Server instances",
                    IsIncluded = true,
                    Acts = 1,
                    Destroys = 1,
                },
                new PlannedStep
                {
                    Number = 12,
                    Title = "Enable restore jobs on the destination (DR) SQL Server instances",
                    IsIncluded = true,
                    Note = "Nothing is left to do: All 2 jobs are enabled already.",
                },
            ],
            Acts =
            [
                new PlannedAct
                {
                    Step = 1,
                    Act = "DisableJob",
                    Instance = "PROD1",
                    Description = "Disable job 'Backup BizTalk Server (BizTalkMgmtDb)'",
                },
                new PlannedAct
                {
                    Step = 6,
                    Act = "Drop",
                    Instance = "PROD1",
                    Database = "BizTalkMgmtDb",
                    Description = "Drop the database",
                    IsDestructive = true,
                    GivesUpProduction = true,
                },
                new PlannedAct
                {
                    Step = 11,
                    Act = "AskForFullBackup",
                    Instance = @"PROD-SQL2\BTS",
                    Database = "BizTalkRuleEngineDb",
                    Description = "Ask for a full backup set (sp_ForceFullBackup)",
                },
            ],
            Databases =
            [
                new PlannedDatabase
                {
                    Name = "BizTalkMgmtDb",
                    Source = "PROD1",
                    Destination = "DR1",
                    State = "ONLINE",
                    CopyState = "RESTORING",
                    CopyLsn = "45000000012300001",
                },
            ],
            Choices = new PlanChoices { Mark = "BTS_2026_11_21_09_15_00_123", Steps = [1, 6, 12] },
            MadeAtUtc = new DateTime(2026, 11, 21, 9, 32, 0, DateTimeKind.Utc),
            MadeBy = "ada",
            MadeOn = "ADMIN1",
            ModuleVersion = "0.1.0",
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
