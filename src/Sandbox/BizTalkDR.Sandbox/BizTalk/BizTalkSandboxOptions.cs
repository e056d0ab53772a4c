using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.BizTalk;

/// <summary>How the log shipping jobs are called; Microsoft's pages and versions differ.</summary>
public enum LogShippingJobNames
{
    /// <summary>BTS Log Shipping - Get Backup History, ... - Restore Databases, ... - Restore To Mark.</summary>
    Dashed,

    /// <summary>BTS Log Shipping Get Backup History, BTS Server Log Shipping Restore Databases, BTS Log Shipping Restore To Mark.</summary>
    Plain,
}

/// <summary>The topology that <see cref="BizTalkSandbox.CreateAsync"/> stands up.</summary>
public sealed record BizTalkSandboxOptions
{
    /// <summary>What the workload's chances are drawn from: equal seeds give equal messages.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What the group is called: in its tables, and by log shipping.</summary>
    public string GroupName { get; init; } = "BizTalk Group";

    /// <summary>What stands behind the usual name of every database: a second group on the same instance needs names of its own.</summary>
    public string DatabaseSuffix { get; init; } = "";

    /// <summary>Databases with names of their own, by the usual ones; they need not be names that are easily written.</summary>
    public IReadOnlyDictionary<string, string> DatabaseNames { get; init; } = new Dictionary<string, string>();

    /// <summary>The generation of the sandbox's own backup procedures.</summary>
    public BizTalkGeneration Generation { get; init; } = BizTalkGeneration.BizTalk2020;

    /// <summary>
    /// The Schema folder of a BizTalk installation: its scripts make the group as far as they are there, and log shipping on the destinations.
    /// Null takes the sandbox's own.
    /// </summary>
    public string? SchemaFolder { get; init; }

    /// <summary>Whether the backup job has been given its folder and is enabled; otherwise it is as BizTalk's configuration leaves it.</summary>
    public bool IsBackupJobConfigured { get; init; } = true;

    /// <summary>Whether the group has its other jobs too: MessageBoxes, tracking, rules, the monitor; one of them never ends.</summary>
    public bool HasOtherJobs { get; init; }

    /// <summary>The title of the backup job; null is the product's.</summary>
    public string? BackupJobName { get; init; }

    /// <summary>The source instances, one or more.</summary>
    public IReadOnlyList<string> SourceNames { get; init; } = ["PROD-SQL1", "PROD-SQL2"];

    /// <summary>The destination instances; each takes the source of the same place, the places beginning anew when there are fewer.</summary>
    public IReadOnlyList<string> DestinationNames { get; init; } = ["DR-SQL1", "DR-SQL2"];

    /// <summary>The BizTalk computers; the first one is the master secret server.</summary>
    public IReadOnlyList<string> ComputerNames { get; init; } = ["BTS01", "BTS02"];

    /// <summary>Databases of the customer's own that the backup job covers.</summary>
    public IReadOnlyList<string> CustomDatabases { get; init; } = ["ContosoOrders"];

    /// <summary>MessageBoxes beside the master.</summary>
    public int ExtraMessageBoxes { get; init; }

    /// <summary>Where the backup job writes.</summary>
    public string BackupPath { get; init; } = @"\\FILES\BizTalk";

    /// <summary>Minutes between runs of the backup job.</summary>
    public int BackupEveryMinutes { get; init; } = 15;

    /// <summary>The parameter of sp_BackupAllFull_Schedule: a partial set is followed by a full one.</summary>
    public bool ForceFullBackupAfterPartialSetFailure { get; init; } = true;

    /// <summary>The product version of the source instances.</summary>
    public Version SourceVersion { get; init; } = new(15, 0, 4430, 1);

    /// <summary>The product version of the destination instances.</summary>
    public Version DestinationVersion { get; init; } = new(15, 0, 4430, 1);

    /// <summary>The first of consecutive TCP ports, sources first; 0 takes free ones.</summary>
    public int PortBase { get; init; }

    /// <summary>The spelling of the log shipping jobs.</summary>
    public LogShippingJobNames JobNames { get; init; }

    /// <summary>Whether schedules run by themselves as time goes by.</summary>
    public bool IsLive { get; init; }

    /// <summary>The folder for all files; null takes a temporary one.</summary>
    public string? Root { get; init; }

    /// <summary>The servers' local time when they start; null, or a time that is past, is now.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>Whether the instances can encrypt connections; see <see cref="SqlInstanceOptions.OffersEncryption"/>.</summary>
    public bool OffersEncryption { get; init; } = true;

    /// <summary>The servers' time zone.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;
}
