using BizTalkDR.Agent;
using BizTalkDR.Backups;
using BizTalkDR.Group;
using BizTalkDR.Instances;
using BizTalkDR.LogShipping;
using BizTalkDR.Readiness.Results;
using BizTalkDR.Readiness.Steps;
using BizTalkDR.Restore.Situation;
using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Readiness.Observations;

/// <summary>Everything the checks judge; they read nothing themselves.</summary>
internal sealed record ReadinessObservations
{
    public required Topology Topology { get; init; }

    public required ReadinessOptions Options { get; init; }

    public required InstanceDirectory Directory { get; init; }

    public IReadOnlyList<InstanceObservations> Instances { get; init; } = [];

    /// <summary>The group as its management database tells it.</summary>
    public required Reading<BizTalkGroup> Group { get; init; }

    /// <summary>The procedures of the management database that the backup job calls.</summary>
    public Reading<ManagementProcedures> Procedures { get; init; } = Reading<ManagementProcedures>.Failed("They were not read.");

    /// <summary>The backup history; with headers if there is a situation.</summary>
    public required Reading<BackupHistory> History { get; init; }

    /// <summary>What a restore on the destination would be planned from.</summary>
    public required Reading<RestoreSituation> Situation { get; init; }

    /// <summary>The users of the group's databases on the source side, by instance.</summary>
    public IReadOnlyDictionary<string, Reading<IReadOnlyList<DatabaseUsers>>> Users { get; init; } =
        new Dictionary<string, Reading<IReadOnlyList<DatabaseUsers>>>();

    /// <summary>Log shipping on every destination instance.</summary>
    public IReadOnlyList<LogShippingStatus> LogShipping { get; init; } = [];

    public IEnumerable<InstanceObservations> Source => Instances.Where(instance => instance.Side == InstanceSide.Source);

    public IEnumerable<InstanceObservations> Destination => Instances.Where(instance => instance.Side == InstanceSide.Destination);

    public bool HasDestination => Topology.Destination.Count > 0;

    public string ManagementInstance => Topology.ManagementDatabase.Instance;

    /// <summary>The databases of the group that the backup job covers; none if the group could not be read.</summary>
    public IReadOnlyList<BizTalkDatabase> Databases =>
        Group.TryGet(out var group) ? [.. group.Databases.Where(database => database.InBackupJob)] : [];

    public InstanceObservations Instance(string name) =>
        Instances.First(instance => string.Equals(instance.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Why a server of that name could not be asked, in a clause.</summary>
    public string WhySilent(string server) =>
        Directory.Identities.FirstOrDefault(identity => identity.Instance.Name.SameAs(server))?.Failure is { } failure
            ? Silence.Of(server, failure)
            : $"{server} does not answer";

    /// <summary>The group's backup jobs; those of other groups on the same instances are not among them.</summary>
    public IReadOnlyList<JobDetails> BackupJobs =>
        [.. Source.SelectMany(instance => instance.Jobs.Or([])).Where(job => job.Job.Kind == JobKind.Backup)];

    /// <summary>What the backup job's steps say; null when there is no backup job to read.</summary>
    public BackupJobText? BackupJobText =>
        BackupJobs.Count == 0 ? null : BackupJobText.Of(BackupJobs.SelectMany(job => job.Calls).Where(IsOurs), Clearing);

    /// <summary>
    /// The call that clears the backup history: in the backup job, or in whatever job of the management database's instance does it in that database.
    /// </summary>
    private StepCall? Clearing =>
        BackupJobs
            .SelectMany(job => job.Calls)
            .Concat(
                Source
                    .Where(instance => instance.Name.SameAs(ManagementInstance))
                    .SelectMany(instance => instance.Jobs.Or([]))
                    .SelectMany(job => job.Calls)
                    .Where(call => call.Database is not null && call.Call.Server is null)
            )
            .Where(IsOurs)
            .FirstOrDefault(call =>
                HistoryClearingText.IsOne(call, Procedures.TryGet(out var procedures) ? procedures.Texts : ModuleTexts.None)
            );

    /// <summary>Whether a step's call is made in the group's management database: one job may serve several groups.</summary>
    public bool IsOurs(StepCall call) => call.Database is null || call.Database.SameAs(Topology.ManagementDatabase.Database);

    /// <summary>The clock to hold marks against: the management instance's, else any other's; null when no instance answers.</summary>
    public InstanceSettings? Clock =>
        Instances
            .OrderBy(instance => string.Equals(instance.Name, ManagementInstance, StringComparison.OrdinalIgnoreCase) ? 0 : 1)
            .Select(instance => instance.Settings.TryGet(out var settings) ? settings : null)
            .FirstOrDefault(settings => settings is not null);

    /// <summary>How old a time of the job's is: the job writes UTC unless it was told to use local time.</summary>
    public TimeSpan? AgeOf(DateTime? time, DateTimeKind kind = DateTimeKind.Unspecified)
    {
        if (time is not { } from || Clock is not { } clock)
            return null;
        var isLocal = kind == DateTimeKind.Local || (kind == DateTimeKind.Unspecified && BackupJobText?.UsesLocalTime == true);
        return (isLocal ? clock.Now : clock.UtcNow) - from;
    }
}
