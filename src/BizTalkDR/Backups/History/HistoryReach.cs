namespace BizTalkDR.Backups.History;

/// <summary>Whether what has been read of a table of sets, from the newest on, reaches as far back as is needed.</summary>
internal sealed class HistoryReach(HistoryExtent extent)
{
    private readonly HashSet<long> fullSets = [];
    private long? mark;

    /// <summary>When the oldest backup was taken that has been read; null while none says it.</summary>
    public DateTime? Oldest { get; private set; }

    /// <summary>Whether nothing older can be needed.</summary>
    public bool IsFarEnough =>
        (extent.Mark is null || mark is not null)
        && fullSets.Count(set => set < (mark ?? long.MaxValue)) >= HistoryExtent.FullSets
        && (extent.Since is null || Oldest <= extent.Since);

    /// <summary>Takes a row into account.</summary>
    public void Add(HistoryRows.Row row)
    {
        if (row is { Type: BackupType.Full, SetComplete: true })
            fullSets.Add(row.SetId);
        if (extent.Mark is not null && string.Equals(row.MarkName, extent.Mark, StringComparison.OrdinalIgnoreCase))
            mark = Math.Min(mark ?? long.MaxValue, row.SetId);
        if (row.File.BackupDate is { } taken && !(Oldest <= taken))
            Oldest = taken;
    }
}
