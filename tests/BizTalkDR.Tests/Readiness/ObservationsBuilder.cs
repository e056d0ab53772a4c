using BizTalkDR.Agent;
using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Group;
using BizTalkDR.Instances;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Readiness.Checks;
using BizTalkDR.Readiness.Observations;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Topologies;

namespace BizTalkDR.Tests.Readiness;

/// <summary>Facts made up for judging: one source, PROD, and one destination, DR, both healthy unless told otherwise.</summary>
internal static class ObservationsBuilder
{
    public static readonly DateTime UtcNow = new(2026, 11, 21, 12, 0, 0);

    public static ReadinessObservations Healthy(string sourceVersion = "15.0.4430.1", string destinationVersion = "15.0.4430.1")
    {
        var source = Instance("PROD", InstanceSide.Source, sourceVersion);
        var destination = Instance("DR", InstanceSide.Destination, destinationVersion);
        return new ReadinessObservations
        {
            Topology = new Topology
            {
                Source = [source.Identity.Instance],
                Destination = [destination.Identity.Instance],
                ManagementDatabase = new ManagementDatabaseReference { Instance = "PROD" },
            },
            Options = new ReadinessOptions(),
            Directory = InstanceDirectory.Of([source.Identity, destination.Identity]),
            Instances = [source, destination],
            Group = Reading<BizTalkGroup>.Of(new BizTalkGroup()),
            History = Reading<BackupHistory>.Of(new BackupHistory()),
            Situation = Reading<RestoreSituation>.Failed("Not read."),
        };
    }

    /// <summary>With a backup job of these steps.</summary>
    public static ReadinessObservations WithSteps(this ReadinessObservations observed, params string[] commands)
    {
        var job = new AgentJob
        {
            Instance = "PROD",
            JobId = Guid.NewGuid(),
            Name = "Backup BizTalk Server (BizTalkMgmtDb)",
            Kind = JobKind.Backup,
            IsEnabled = true,
            LastOutcome = JobOutcome.Succeeded,
        };
        var steps = commands.Select((command, index) => new JobStep(index + 1, $"Step {index + 1}", "TSQL", command)).ToList();
        return observed.With(
            "PROD",
            instance => instance with { Jobs = Reading<IReadOnlyList<JobDetails>>.Of([new JobDetails(job, steps, [], null)]) }
        );
    }

    /// <summary>With the management database's procedures of these texts, whose parameters are as long as the product's.</summary>
    public static ReadinessObservations WithProcedures(this ReadinessObservations observed, params (string Name, string? Text)[] texts) =>
        observed with
        {
            Procedures = Reading<ManagementProcedures>.Of(
                new ManagementProcedures
                {
                    Texts = ModuleTexts.Of(texts.Select(each => new KeyValuePair<string, string?>(each.Name, each.Text))),
                    Lengths =
                    [
                        ("sp_BackupAllFull_Schedule", "@MarkName", 8),
                        ("sp_BackupAllFull_Schedule", "@BackupPath", 128),
                        ("sp_MarkAll", "@MarkName", 8),
                        ("sp_MarkAll", "@BackupPath", 128),
                    ],
                }
            ),
        };

    public static ReadinessObservations WithHistory(this ReadinessObservations observed, params BackupSet[] sets) =>
        observed with
        {
            History = Reading<BackupHistory>.Of(new BackupHistory { Sets = sets, Sources = [HistorySource.BackupJob] }),
        };

    public static ReadinessObservations With(
        this ReadinessObservations observed,
        string instance,
        Func<InstanceObservations, InstanceObservations> change
    ) => observed with { Instances = [.. observed.Instances.Select(each => each.Name == instance ? change(each) : each)] };

    public static BackupSet Set(long id, BackupType type, DateTime at, bool isComplete = true) =>
        new()
        {
            SetId = id,
            Type = type,
            IsComplete = isComplete,
            MarkName = type == BackupType.Log ? $"BTS_{at:yyyy_MM_dd_HH_mm_ss}_000" : null,
            Files =
            [
                new BackupFile
                {
                    Database = new DatabaseKey("PROD", "BizTalkMgmtDb"),
                    Type = type,
                    Paths = [$@"\\FILES\B\{id}.bak"],
                    BackupDate = at,
                },
            ],
        };

    /// <summary>The results of one check.</summary>
    public static IReadOnlyList<ReadinessResult> Judge(this ReadinessObservations observed, string check) =>
        [.. ReadinessChecks.Judge(observed).Where(result => result.Name == check)];

    private static InstanceObservations Instance(string name, InstanceSide side, string version) =>
        new()
        {
            Identity = new InstanceIdentity
            {
                Instance = new InstanceReference { Name = name },
                Side = side,
                ServerName = name,
                ProductVersion = Version.Parse(version),
            },
            Settings = Reading<InstanceSettings>.Of(new InstanceSettings(UtcNow.AddHours(2), UtcNow, true, true, name)),
            Services = Reading<IReadOnlyList<ServerService>>.Of([]),
            Jobs = Reading<IReadOnlyList<JobDetails>>.Of([]),
            Databases = Reading<IReadOnlyList<DatabasePosition>>.Of([]),
            LinkedServers = Reading<IReadOnlyList<LinkedServer>>.Of([]),
            Logins = Reading<IReadOnlyList<ServerLogin>>.Of([]),
            Storage = Reading<InstanceStorage>.Of(new InstanceStorage { Instance = name }),
        };
}
