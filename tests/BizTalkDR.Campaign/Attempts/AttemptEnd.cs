namespace BizTalkDR.Campaign.Attempts;

/// <summary>How an attempt at a failback ended.</summary>
internal enum AttemptEndKind
{
    /// <summary>All steps are done.</summary>
    Ended,

    /// <summary>It did not begin, or a step refused, with a named reason.</summary>
    Refused,

    /// <summary>A step failed: something went wrong on a server.</summary>
    Failed,

    /// <summary>Its process was killed.</summary>
    Killed,

    /// <summary>It ended in a way that no run may: an exception of the program's own, a run without an end.</summary>
    Broken,
}

/// <summary>The end of an attempt.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Step">The last step; 0 when none had begun.</param>
/// <param name="Text">The reason, or where it was killed.</param>
internal sealed record AttemptEnd(AttemptEndKind Kind, int Step, string Text)
{
    public override string ToString() => $"{Kind} at step {Step}: {Text}";
}
