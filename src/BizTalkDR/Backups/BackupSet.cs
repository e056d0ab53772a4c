using BizTalkDR.Text;
using BizTalkDR.Topologies;

namespace BizTalkDR.Backups;

/// <summary>One run of the backup job: the backups of all databases, of one kind; a log set belongs to one mark.</summary>
public sealed record BackupSet
{
    /// <summary>BackupSetId. Full and log sets share one sequence; ids may skip.</summary>
    public long SetId { get; init; }

    /// <summary>Full or Log.</summary>
    public BackupType Type { get; init; }

    /// <summary>The mark that its logs hold; null for a full set, which marks nothing.</summary>
    public string? MarkName { get; init; }

    /// <summary>SetComplete: whether every database of the group was backed up. A set that is not is a partial set.</summary>
    public bool IsComplete { get; init; }

    /// <summary>Whether the backup job was writing it when it was read: it is not complete yet, and no partial set.</summary>
    public bool IsBeingWritten { get; init; }

    /// <summary>The backups, one per database.</summary>
    public IReadOnlyList<BackupFile> Files
    {
        get;
        init => field = Indexed.List(value);
    } = [];

    /// <summary>Where it was read.</summary>
    public HistorySource Source { get; init; }

    /// <summary>The last backup's time, if known.</summary>
    public DateTime? BackupDate => Files.Max(file => file.BackupDate);

    /// <summary>The databases in it.</summary>
    public IReadOnlyList<DatabaseKey> Databases => Indexed.List([.. Files.Select(file => file.Database)]);

    /// <summary>Id, kind and mark, for messages.</summary>
    public override string ToString() =>
        $"{Type} set {SetId}"
        + (MarkName is null ? "" : $" ({MarkName})")
        + (
            IsComplete ? ""
            : IsBeingWritten ? ", being written"
            : ", partial"
        );
}
