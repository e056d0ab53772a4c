using BizTalkDR.Restore.Plan;
using BizTalkDR.Restore.Planning.Chain;

namespace BizTalkDR.Restore.Planning.Start;

/// <summary>The way of one database to a mark.</summary>
internal sealed record Route
{
    public DatabaseStart Start { get; init; }

    /// <summary>Why it begins so.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The full backup, if it starts over.</summary>
    public ChainBase? Base { get; init; }

    /// <summary>The differential backup that is restored before the logs, if one is.</summary>
    public ChainEntry? Differential { get; init; }

    /// <summary>The logs, in order; the last one holds the mark.</summary>
    public IReadOnlyList<ChainEntry> Logs { get; init; } = [];

    /// <summary>Whether it starts over although it could continue, because that reads less.</summary>
    public bool IsCheaper { get; init; }

    /// <summary>Bytes to read; null if the size of a backup is not known.</summary>
    public long? Bytes
    {
        get
        {
            long? sum = 0;
            if (Base is { } start)
                sum += start.Full.File.SizeBytes;
            if (Differential is { } differential)
                sum += differential.File.SizeBytes;
            foreach (var log in Logs)
                sum += log.File.SizeBytes;
            return sum;
        }
    }
}
