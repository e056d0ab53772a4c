namespace BizTalkDR.Runbook.Failback.Undoing;

/// <summary>How a run is undone.</summary>
public sealed record UndoOptions
{
    /// <summary>Show what would be done and change nothing.</summary>
    public bool WhatIf { get; init; }

    /// <summary>How long one service may take to start; Enterprise Single Sign-On alone takes up to three minutes.</summary>
    public TimeSpan ServiceTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often services are looked at while waiting.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether the run's journal is lost: the marks on jobs and services tell what it has switched off, and nobody what there was before.</summary>
    public bool IsWithoutJournal { get; init; }

    /// <summary>End other sessions in the databases that are opened. Without it one that is in use stays closed, and says so.</summary>
    public bool EndSessions { get; init; }
}
