using BizTalkDR.Agent;
using BizTalkDR.BackupMedia;
using BizTalkDR.BackupMedia.Files;
using BizTalkDR.BackupMedia.Media;
using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.DatabaseSets;
using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.Jobs.Checks;
using BizTalkDR.Jobs.Definitions;
using BizTalkDR.Jobs.Import;
using BizTalkDR.Logins.Comparison;
using BizTalkDR.Logins.Definitions;
using BizTalkDR.Logins.Import;
using BizTalkDR.Logins.Repair;
using BizTalkDR.LogShipping;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Running;
using BizTalkDR.Restore.Saved;
using BizTalkDR.Runbook;
using BizTalkDR.Runbook.Failback.Plans;
using BizTalkDR.Services;
using BizTalkDR.Topologies;
using FileBackupType = BizTalkDR.BackupMedia.BackupType;
using JobBackupType = BizTalkDR.Backups.BackupType;

namespace BizTalkDR.PowerShell.Tests.Views;

/// <summary>Objects of every type that has a view, with names as long as people's, good ones and bad ones.</summary>
internal static class ViewSamples
{
    private const string Mark = "BTS_2026_11_21_09_15_00_123";
    private const string Production = "PROD-SQL1";
    private const string Recovery = "DR-SQL1";
    private static readonly DateTime Time = new(2026, 11, 21, 9, 15, 0, DateTimeKind.Utc);
    private static readonly BizTalkDRException Trouble = new(
        "InUse",
        ErrorKind.State,
        "[BizTalkRuleEngineDb] on DR-SQL1 is in use by 3 sessions, which -KillSessions would end."
    );

    /// <summary>All of them, those of one type after each other.</summary>
    public static IReadOnlyList<object> All { get; } =
    [
        Samples.Topology with
        {
            Name = "Contoso",
            MasterSecretServer = "BTS02",
        },
        Database(Production, "BizTalkMgmtDb", DatabaseRole.Management, DatabaseState.Online, 52_428_800),
        Database(Production, "BizTalkRuleEngineDb", DatabaseRole.RuleEngine, DatabaseState.RecoveryPending, null),
        Database(@"PROD-SQL2\BTS", "BAMPrimaryImport", DatabaseRole.BamPrimaryImport, DatabaseState.Restoring, 1_288_490_188_800),
        Set(4711, JobBackupType.Full, null, complete: true),
        Set(4712, JobBackupType.Log, Mark, complete: false),
        Set(4713, JobBackupType.Log, "BTS_2026_11_21_09_30_00_456", complete: false) with
        {
            IsBeingWritten = true,
        },
        Backup(JobBackupType.Full, "BizTalkMgmtDb"),
        Backup(JobBackupType.Differential, "BizTalkRuleEngineDb") with
        {
            Defect = "The file is cut off: 4,096 of 81,920 bytes of its last block are there.",
        },
        .. Headers(),
        new BackupFileEntry
        {
            LogicalName = "BizTalkMsgBoxDb",
            PhysicalName = @"D:\SQL\DATA\BizTalkMsgBoxDb.mdf",
            Type = "D",
            Size = 2_684_354_560,
        },
        new LogMark
        {
            Name = Mark,
            Time = Time,
            SetId = 4712,
            IsComplete = true,
            IsUsable = true,
            IsReachableByRollingForward = true,
            IsRecommended = true,
            Rule = LogMarkRule.NewestReachable,
            Databases = [new DatabaseKey(Production, "BizTalkMgmtDb")],
        },
        new LogMark { Name = "before the update of order routing", SetId = 4715 },
        Samples.BackupJob with
        {
            LastOutcome = JobOutcome.Succeeded,
            LastRunAt = Time,
        },
        Samples.RestoreJob with
        {
            IsEnabled = false,
            LastOutcome = JobOutcome.Failed,
            LastRunAt = Time,
        },
        Service("BTS01", "BTSSvc$BizTalkServerApplication", BtsServiceState.Running),
        Service("BTS02.corp.contoso.com", "ENTSSO", BtsServiceState.StopPending) with
        {
            IsOnMasterSecretServer = true,
        },
        new DatabaseBackupResult
        {
            Database = new DatabaseKey(Recovery, "BizTalkRuleEngineDb"),
            File = Backup(JobBackupType.Full, "BizTalkRuleEngineDb"),
            IsBackedUp = true,
            IsVerified = true,
            Elapsed = TimeSpan.FromSeconds(134.2),
        },
        new DatabaseRemovalResult
        {
            Instance = Recovery,
            Database = "BizTalkRuleEngineDb",
            StateBefore = DatabaseState.Restoring,
            Error = Trouble,
        },
        new DatabaseRestoreResult
        {
            Instance = Recovery,
            Database = "BizTalkRuleEngineDb",
            Source = new DatabaseKey(Production, "BizTalkRuleEngineDb"),
            Status = DatabaseRestoreStatus.Recovered,
            MarkName = Mark,
            BackupsRestored = 12,
            Elapsed = TimeSpan.FromMinutes(95),
        },
        Report("BizTalkMgmtDb", null),
        Report("BizTalkRuleEngineDb", $"It stands at BTS_2026_11_21_09_00_00_000, not at {Mark}."),
        Samples.FailbackPlan,
        Samples.FailbackPlan with
        {
            Mark = null,
            GivenUp = [],
            PointOfNoReturn = null,
            SignOffs =
            [
                new PlanSignOff
                {
                    By = "Ada Meier",
                    AtUtc = Time,
                    User = "ada",
                    Computer = "ADMIN1",
                },
            ],
        },
        .. Samples.FailbackPlan.Steps,
        .. Samples.FailbackPlan.Acts,
        Step(6, StepStatus.Failed, "Drop the databases of production", 3.4),
        Step(7, StepStatus.AlreadyDone, "Take full backups of the databases on the disaster recovery instances", 5025),
        new RunSummary
        {
            JournalPath = "/var/dr/BtsFailback-20261121-090000.jsonl",
            State = RunState.CutOff,
            Group = "Contoso",
            NextStep = 6,
            StartedAtUtc = Time,
            SwitchedOff = [new SwitchedOff("BTS01", "service 'ENTSSO'", 2, Time)],
        },
        new JobImport
        {
            State = JobImportState.Created,
            Changed = true,
            Instance = Recovery,
            Source = Production,
            Name = "TrackedMessages_Copy_BizTalkMsgBoxDb",
            Job = BizTalkJob.TrackedMessagesCopy,
            SourceNames = [Production],
            Notes = ["Disabled until BizTalkMsgBoxDb is online there; then import again."],
        },
        new JobImport
        {
            State = JobImportState.Refused,
            Instance = Recovery,
            Source = Production,
            Name = "Backup BizTalk Server (BizTalkMgmtDb)",
            Job = BizTalkJob.Backup,
            Detail = "The owner of the job is no login of DR-SQL1 (message 14234).",
            Remedy = "Name another owner: -Owner sa.",
        },
        new JobTestResult
        {
            State = JobTestState.Good,
            Instance = Production,
            Database = "BizTalkMsgBoxDb",
            Job = BizTalkJob.ManageRefCountLog,
            Name = "MessageBox_Message_ManageRefCountLog_BizTalkMsgBoxDb",
            Detail = "Running: it never ends by design.",
        },
        new JobTestResult
        {
            State = JobTestState.MustNotRun,
            Instance = Production,
            Database = "BizTalkMsgBoxDb",
            Job = BizTalkJob.MessageCleanup,
            Name = "MessageBox_Message_Cleanup_BizTalkMsgBoxDb",
            Detail = "It is enabled: ManageRefCountLog alone starts it.",
            Remedy = "EXEC msdb.dbo.sp_update_job @job_name = N'MessageBox_Message_Cleanup_BizTalkMsgBoxDb', @enabled = 0;",
        },
        new LoginImport
        {
            State = LoginImportState.Created,
            Changed = true,
            Instance = Recovery,
            Login = @"CONTOSO\BizTalk Application Users",
            Sid = "0x010500000000000515000000",
            Kind = LoginKind.WindowsGroup,
            Changes = ["create it from Windows", "server role securityadmin", "VIEW SERVER STATE"],
            Notes = ["Its default database BizTalkDTADb is not there yet: master instead, until the next import."],
        },
        new LoginImport
        {
            State = LoginImportState.NotMovable,
            Instance = Recovery,
            Login = @"PROD-SQL1\SSO Administrators",
            Sid = "0x010500000000000515000001",
            Kind = LoginKind.WindowsGroup,
            Detail = @"PROD-SQL1\SSO Administrators can't be moved: it is a local group of PROD-SQL1.",
            Remedy = "Make a group like it on the destination's computer.",
        },
        Compared(LoginTestState.Same, LoginTestSubject.Login, null, "ContosoApp"),
        Compared(LoginTestState.Different, LoginTestSubject.Login, null, "BizTalkBackup") with
        {
            Differences = ["lacks: give it the source's password", "lacks: server role dbcreator"],
            Remedy = "Import-BtsLogin brings it up to date.",
        },
        Compared(LoginTestState.MembersMissing, LoginTestSubject.Role, "BizTalkMgmtDb", "BTS_ADMIN_USERS") with
        {
            Differences = [@"lacks CONTOSO\BizTalk Server Administrators"],
        },
        new UserRepair
        {
            State = UserRepairState.Repaired,
            Instance = Recovery,
            Database = "BizTalkRuleEngineDb",
            User = "ContosoApp",
            Sid = "0x1F",
            Login = "ContosoApp",
            LoginSid = "0x2F",
        },
        new UserRepair
        {
            State = UserRepairState.NoLogin,
            Instance = Recovery,
            Database = "BizTalkRuleEngineDb",
            User = "dbo",
            IsOwner = true,
            Sid = "0x1F",
            Detail = "No login has the SID of dbo, and nothing tells which one is meant.",
            Remedy = "Say which: -MapLogin @{ 'dbo' = '<login>' }.",
        },
        Undone(UndoState.SwitchedOn, "BTS01", "service 'ENTSSO'", "running"),
        Undone(
            UndoState.LeftAsItIs,
            Recovery,
            "job 'BTS Log Shipping - Restore Databases'",
            "disabled; it was disabled before the run began"
        ),
        new DatabaseSetVerification
        {
            Mark = Mark,
            Databases =
            [
                Report("BizTalkMgmtDb", null),
                Report("BizTalkRuleEngineDb", $"It stands at BTS_2026_11_21_09_00_00_000, not at {Mark}."),
            ],
        },
        Plan,
        .. Plan.Databases,
        Plan.Databases[0].Actions[0],
        new PlanChange
        {
            Kind = PlanChangeKind.DatabaseFiles,
            Server = Recovery,
            Database = "BizTalkRuleEngineDb",
            Was = @"D:\DATA",
            Is = @"E:\DATA",
            Message = @"The files of [BizTalkRuleEngineDb] on DR-SQL1 lie in E:\DATA, and lay in D:\DATA when the plan was made.",
        },
        Result(ReadinessArea.Network, "AdHocDistributedQueries", ReadinessStatus.Passed, "They are allowed.", null),
        Result(
            ReadinessArea.Network,
            "LinkedServer",
            ReadinessStatus.Failed,
            "There is no linked server PROD-SQL1 on DR-SQL1, which Get Backup History reads through.",
            "EXEC sp_addlinkedserver N'PROD-SQL1' on DR-SQL1."
        ),
        Shipping(1, TimeSpan.FromMinutes(15), null),
        Shipping(
            310,
            TimeSpan.FromHours(77.5),
            new LogShippingBlock("BizTalkRuleEngineDb", null, "The database is ONLINE, so that no log can be restored into it.")
        ),
        new LogShippingDatabase
        {
            Instance = Recovery,
            Database = "BizTalkRuleEngineDb",
            State = DatabaseState.Restoring,
            LastRestoredSet = 4711,
            LastRestoredMark = Mark,
            SetsBehind = 1,
            TimeBehind = TimeSpan.FromMinutes(15),
        },
    ];

    private static RestorePlan Plan =>
        Situations.NothingRestoredYet.Plan(Situations.NothingRestoredYet.Wish()).Require() with
        {
            ExpectedDataLoss = TimeSpan.FromMinutes(22),
            Notes = ["The full backups are read from their beginning."],
            Origin = new RestorePlanOrigin
            {
                MadeAt = Time,
                ModuleVersion = "0.1.0",
                Topology = "Contoso",
            },
        };

    private static BizTalkDatabase Database(string instance, string name, DatabaseRole role, DatabaseState state, long? size) =>
        Samples.Database(instance, name, role) with
        {
            State = state,
            RecoveryModel = RecoveryModel.Full,
            SizeBytes = size,
        };

    private static BackupSet Set(long id, JobBackupType type, string? mark, bool complete) =>
        new()
        {
            SetId = id,
            Type = type,
            MarkName = mark,
            IsComplete = complete,
            Files = [Backup(type, "BizTalkMgmtDb"), Backup(type, "BizTalkRuleEngineDb")],
        };

    private static BackupFile Backup(JobBackupType type, string database) =>
        new()
        {
            Database = new DatabaseKey(Production, database),
            Type = type,
            Paths = [$@"\\FILES\Backup\PROD-SQL1_DEFAULT_{database}_{type}_{Mark}.bak"],
            BackupDate = Time,
            Header = new BackupHeader
            {
                DatabaseName = database,
                Position = 1,
                BackupSize = 104_857_600,
                CompressedBackupSize = 10_590_617,
            },
        };

    private static IEnumerable<BackupFileHeader> Headers()
    {
        var folder = Directory.CreateTempSubdirectory("btdr-view-");
        try
        {
            var file = Path.Combine(folder.FullName, "PROD-SQL1_DEFAULT_BizTalkMgmtDb_Full_BTS_2026_11_21_09_15_00_123.bak");
            var header = new BackupSetHeader
            {
                BackupType = FileBackupType.Database,
                DatabaseName = "BizTalkMgmtDb",
                BackupStartDate = Time,
            };
            using (var writer = BackupMediaWriter.Create([file], new MediaHeader(), header))
            {
                writer.Write(PayloadKind.Data, new MemoryStream(new byte[20_000]));
                writer.Complete();
            }
            File.WriteAllText(Path.Combine(folder.FullName, "readme.txt"), "no backup");
            var engine = new FakeEngine();
            using var session = new Hosting.Session(engine);
            session["folder"] = folder.FullName;
            return [.. session.Run("Get-BtsBackupFile $folder").Output.Cast<BackupFileHeader>()];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static BtsService Service(string computer, string name, BtsServiceState state) =>
        new()
        {
            Computer = computer,
            Name = name,
            State = state,
            StartMode = "Auto",
        };

    private static DatabaseMarkReport Report(string database, string? difference) =>
        new()
        {
            Instance = Recovery,
            Database = database,
            State = DatabaseState.Online,
            LastMark = Mark,
            IsAtMark = difference is null,
            Difference = difference,
        };

    private static StepResult Step(int number, StepStatus status, string title, double seconds) =>
        new()
        {
            Number = number,
            Title = title,
            Status = status,
            StartedAtUtc = Time,
            Duration = TimeSpan.FromSeconds(seconds),
        };

    private static LoginTestResult Compared(LoginTestState state, LoginTestSubject subject, string? database, string name) =>
        new()
        {
            State = state,
            Subject = subject,
            Instance = Recovery,
            Database = database,
            Name = name,
        };

    private static UndoResult Undone(UndoState state, string server, string thing, string evidence) =>
        new()
        {
            State = state,
            Server = server,
            Thing = thing,
            Evidence = evidence,
        };

    private static ReadinessResult Result(ReadinessArea area, string name, ReadinessStatus status, string detail, string? remedy) =>
        new()
        {
            Area = area,
            Name = name,
            Server = Recovery,
            Status = status,
            Detail = detail,
            Remedy = remedy,
        };

    private static LogShippingStatus Shipping(int behind, TimeSpan time, LogShippingBlock? block) =>
        new()
        {
            Instance = Recovery,
            IsConfigured = true,
            SetsBehind = behind,
            TimeBehind = time,
            Blocked = block,
            Jobs = [Samples.HistoryJob, Samples.RestoreJob with { IsEnabled = block is null }, Samples.MarkJob],
            Databases =
            [
                new LogShippingDatabase
                {
                    Instance = Recovery,
                    Database = "BizTalkRuleEngineDb",
                    State = DatabaseState.Restoring,
                },
            ],
        };
}
