using System.Text.Json.Serialization;
using BizTalkDR.Backups;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Topologies;

namespace BizTalkDR.Runbook.Failback.Record;

/// <summary>A full backup taken on the destination: what it is, so that no other is ever taken for it.</summary>
/// <param name="Database">The database.</param>
/// <param name="Instance">The topology name of the destination instance.</param>
/// <param name="Paths">The file; all stripes where there are several.</param>
/// <param name="Position">The set's position in the file.</param>
/// <param name="Mark">The log mark the database was at.</param>
public sealed record BackupNote(string Database, string Instance, IReadOnlyList<string> Paths, int Position, string Mark)
{
    /// <summary>What the backup is, as the instance that will restore it has read it.</summary>
    public BackupIdentity? Identity { get; init; }

    /// <summary>Size and time of the files when that instance had verified them; empty where it does not tell them.</summary>
    public IReadOnlyList<FileStamp> Stamps { get; init; } = [];

    /// <summary>The copy that was backed up.</summary>
    [JsonIgnore]
    public DatabaseKey Key => new(Instance, Database);
}
