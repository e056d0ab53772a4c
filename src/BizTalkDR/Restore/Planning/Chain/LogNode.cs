namespace BizTalkDR.Restore.Planning.Chain;

/// <summary>A log backup in the <see cref="LogGraph"/>.</summary>
/// <param name="Entry">The backup.</param>
/// <param name="Kind">What is known of it.</param>
/// <param name="First">Its first LSN, if it has a range.</param>
/// <param name="Last">Its last LSN, if it has a range.</param>
/// <param name="FirstFork">The number of the fork it begins on.</param>
/// <param name="LastFork">The number of the fork it ends on.</param>
internal readonly record struct LogNode(ChainEntry Entry, LogNodeKind Kind, decimal First, decimal Last, int FirstFork, int LastFork)
{
    /// <summary>
    /// Where it begins on the fork it ends on: it holds log of two forks if the database was recovered to an earlier point while it was
    /// being collected.
    /// </summary>
    public decimal Start => FirstFork == LastFork ? First : Entry.File.Header!.ForkPointLSN ?? First;

    /// <summary>The last redo point on the fork it begins on from which it can be restored.</summary>
    public decimal ForkPoint => Entry.File.Header!.ForkPointLSN ?? Last;
}

/// <summary>What is known of a log backup.</summary>
internal enum LogNodeKind
{
    /// <summary>It can't be used: its file is bad, or it follows a partial set.</summary>
    Unusable,

    /// <summary>Its header was not read, so its set alone tells its place.</summary>
    BySet,

    /// <summary>It begins and ends at the same LSN: it holds nothing.</summary>
    Empty,

    /// <summary>Its LSNs tell its place.</summary>
    ByLsn,
}
