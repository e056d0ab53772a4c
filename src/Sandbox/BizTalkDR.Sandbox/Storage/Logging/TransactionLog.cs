namespace BizTalkDR.Sandbox.Storage.Logging;

/// <summary>
/// A database's log: records in the order of their LSNs, from the oldest that is still kept. Not safe for several threads: the
/// database's latch guards it.
/// </summary>
internal sealed class TransactionLog
{
    private const int SectorSize = 512;
    private const int MaximumBlockSize = 60 * 1024;
    private const int VlfHeaderSectors = 16;
    private const int VlfSectors = 4 * 1024 * 1024 / SectorSize;
    private readonly List<LogRecord> records = [];
    private Lsn next = new(34, VlfHeaderSectors, 1);
    private int blockBytes;

    /// <summary>The LSN that the next record gets: where a backup that ends now stops.</summary>
    internal Lsn Next => next;

    /// <summary>Everything from here on is still in the log.</summary>
    internal Lsn Start { get; private set; } = new(34, VlfHeaderSectors, 1);

    /// <summary>How many records are kept.</summary>
    internal int Count => records.Count;

    /// <summary>Bytes since the log began or was last begun anew.</summary>
    internal long BytesWritten { get; private set; }

    internal Lsn Append(LogRecord record)
    {
        if (blockBytes + record.Size > MaximumBlockSize)
            Flush();
        record.Lsn = next;
        blockBytes += record.Size;
        BytesWritten += record.Size;
        next = new Lsn(next.Vlf, next.Block, next.Slot + 1);
        records.Add(record);
        return record.Lsn;
    }

    /// <summary>Ends the log block, as every commit does; the next record begins a new one.</summary>
    internal void Flush()
    {
        if (blockBytes == 0)
            return;
        var block = next.Block + ((blockBytes + SectorSize - 1) / SectorSize);
        next =
            block + (MaximumBlockSize / SectorSize) <= VlfSectors
                ? new Lsn(next.Vlf, block, 1)
                : new Lsn(next.Vlf + 1, VlfHeaderSectors, 1);
        blockBytes = 0;
    }

    /// <summary>The records with from &lt;= LSN &lt; to.</summary>
    internal IReadOnlyList<LogRecord> Read(Lsn from, Lsn to)
    {
        var first = IndexOf(from);
        return records.GetRange(first, Math.Max(0, IndexOf(to) - first));
    }

    /// <summary>Forgets what lies before an LSN.</summary>
    internal void TruncateBefore(Lsn lsn)
    {
        if (lsn <= Start)
            return;
        records.RemoveRange(0, IndexOf(lsn));
        Start = lsn;
    }

    /// <summary>Begins the log anew at an LSN: a restored database goes on where its backups ended.</summary>
    internal void StartAt(Lsn lsn)
    {
        records.Clear();
        (next, Start, blockBytes) = (lsn, lsn, 0);
    }

    private int IndexOf(Lsn lsn)
    {
        var (low, high) = (0, records.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (records[middle].Lsn < lsn)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
