using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Topologies;

namespace BizTalkDR.Restore.Saved;

/// <summary>The part of the world that a plan depends on, as it is now.</summary>
internal sealed record PlanWorld
{
    /// <summary>What the restoring instances say of themselves.</summary>
    public IReadOnlyList<InstanceIdentity> Instances { get; init; } = [];

    /// <summary>Where the databases of the plan stand.</summary>
    public IReadOnlyList<DatabasePosition> Positions { get; init; } = [];

    /// <summary>The backups of the plan as the restoring instances read them now, by instance, first path and position.</summary>
    public IReadOnlyDictionary<(string Instance, string Path, int Position), BackupFile> Backups { get; init; } =
        new Dictionary<(string, string, int), BackupFile>();

    /// <summary>What the MarkLogs of the databases that are recovered already say of the plan's mark.</summary>
    public IReadOnlyDictionary<DatabaseKey, MarkLogReading> MarkLogs { get; init; } = new Dictionary<DatabaseKey, MarkLogReading>();

    /// <summary>The header of a backup as it was read now, else as the plan has it.</summary>
    public BackupHeader? HeaderOf(DatabasePlan database, BackupFile file) =>
        Backups.TryGetValue((database.Target.Instance, file.Path, file.Position), out var now) && now.Header is { } header
            ? header
            : file.Header;

    /// <summary>Files, folders and free space of the restoring instances.</summary>
    public IReadOnlyList<InstanceStorage> Storage { get; init; } = [];
}
