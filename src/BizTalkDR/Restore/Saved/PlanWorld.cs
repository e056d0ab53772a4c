using BizTalkDR.Backups;
using BizTalkDR.Databases;
using BizTalkDR.Instances;
using BizTalkDR.Instances.Storage;

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

    /// <summary>Files, folders and free space of the restoring instances.</summary>
    public IReadOnlyList<InstanceStorage> Storage { get; init; } = [];
}
