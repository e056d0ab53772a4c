using BizTalkDR.BackupMedia.Mtf;

namespace BizTalkDR.BackupMedia.Reading;

/// <summary>The range of the log that the MSTL blocks of a set hold, put together from all of them.</summary>
internal sealed class LogRange
{
    private readonly SortedDictionary<long, LogExtent> extents = [];

    /// <summary>Takes the own bytes of an MSTL block in.</summary>
    public void Add(ReadOnlySpan<byte> block)
    {
        if (LogExtent.Read(block) is { } extent)
            extents[extent.VirtualLogFile] = extent;
    }

    /// <summary>Whether the log begins in the block of a log sequence number; null if the blocks do not tell.</summary>
    public bool? BeginsAt(decimal? lsn) =>
        IsWhole && lsn is { } number ? BlockOf(number) == (extents.First().Key, extents.First().Value.FirstBlock) : null;

    /// <summary>Whether the log ends before the block of a log sequence number; null if the blocks do not tell.</summary>
    public bool? EndsAt(decimal? lsn) =>
        // Where a virtual log file is full the next number stands in the one that follows.
        IsWhole && lsn is { } number && extents.Last().Value is { IsFilled: false } last
            ? BlockOf(number) == (last.VirtualLogFile, last.LastBlock)
            : null;

    private bool IsWhole => extents.Count > 0 && extents.Last().Key - extents.First().Key == extents.Count - 1;

    private static (long VirtualLogFile, long Block) BlockOf(decimal lsn)
    {
        var (file, block, _) = LogSequenceNumber.Split(lsn);
        return (file, block);
    }
}
