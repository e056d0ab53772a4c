namespace BizTalkDR.Runbook;

/// <summary>What has become of a run, by its journal.</summary>
public enum RunState
{
    /// <summary>A process holds its journal: it goes on just now.</summary>
    Running,

    /// <summary>It ended in the middle, or before its first step: its process or its computer did.</summary>
    CutOff,

    /// <summary>It ended at a step that failed, was declined, or was left out as asked.</summary>
    Stopped,

    /// <summary>All its steps are done. It can't be gone on with.</summary>
    Ended,

    /// <summary>It was given up: what it had switched off was switched on again (Undo-BtsRun). It can't be gone on with.</summary>
    Undone,

    /// <summary>Its journal can't be trusted from a line on.</summary>
    Damaged,

    /// <summary>Its journal can't be used as it is: another account's, a newer version's, writable for others.</summary>
    Unusable,
}
