namespace BizTalkDR.Reporting.Chains;

/// <summary>What a piece of a database's chain is.</summary>
internal enum ChainPieceKind
{
    /// <summary>A full backup.</summary>
    Full,

    /// <summary>A differential backup.</summary>
    Differential,

    /// <summary>A log backup: what happened since the one before.</summary>
    Log,

    /// <summary>A time of which no log can be restored.</summary>
    Gap,
}

/// <summary>A piece of a database's chain of backups.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="From">When it begins; a full or differential backup is a moment.</param>
/// <param name="To">When it ends.</param>
/// <param name="Text">What is to be said of it.</param>
internal sealed record ChainPiece(ChainPieceKind Kind, DateTime From, DateTime To, string Text);
