namespace BizTalkDR.Sql;

/// <summary>How long a statement that takes its time may be silent: a restore may run for hours, but a dead connection must not be waited for.</summary>
internal sealed record StatementPatience
{
    /// <summary>What is used where nothing else is said.</summary>
    public static StatementPatience Default { get; } = new();

    /// <summary>After how much silence the server is asked on a second connection, and how often then.</summary>
    public TimeSpan LookAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the server may not answer on the second connection either.</summary>
    public TimeSpan NoAnswer { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long the server may work without a sign of progress. It is long: while large files are zeroed, nothing moves.
    /// </summary>
    public TimeSpan NoProgress { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a statement that was cancelled may take to end.</summary>
    public TimeSpan AfterCancel { get; init; } = TimeSpan.FromMinutes(1);
}
