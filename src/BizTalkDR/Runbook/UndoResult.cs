namespace BizTalkDR.Runbook;

/// <summary>What has become of something that a run had switched off, when the run was undone.</summary>
public enum UndoState
{
    /// <summary>It was switched on again, and the server says so.</summary>
    SwitchedOn,

    /// <summary>It was on already.</summary>
    WasOn,

    /// <summary>It is left as it is: the run has not switched it off, or somebody else has it now.</summary>
    LeftAsItIs,

    /// <summary>It could not be switched on again.</summary>
    StillOff,

    /// <summary>Shown only (-WhatIf).</summary>
    WhatIf,
}

/// <summary>Something that a run had switched off, and what has become of it when the run was undone.</summary>
public sealed record UndoResult
{
    /// <summary>What has become of it.</summary>
    public required UndoState State { get; init; }

    /// <summary>The instance or the computer.</summary>
    public required string Server { get; init; }

    /// <summary>What it is: job 'Backup BizTalk Server (BizTalkMgmtDb)'.</summary>
    public required string Thing { get; init; }

    /// <summary>What the server says of it, or why it is left.</summary>
    public required string Evidence { get; init; }

    /// <summary>The database, where it is one that was closed to writing.</summary>
    public string? Database { get; init; }

    /// <summary>The step that had switched it off; null where only its mark tells of it.</summary>
    public int? Step { get; init; }

    /// <summary>Whether this call has switched it on: false when it was on already, is left, or is still off.</summary>
    public bool Changed => State == UndoState.SwitchedOn;

    /// <summary>Why it could not be switched on again; null if it could.</summary>
    public Exception? Error { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Thing} on {Server}: {Evidence}";
}
