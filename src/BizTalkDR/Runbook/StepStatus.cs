namespace BizTalkDR.Runbook;

/// <summary>How a step ended.</summary>
public enum StepStatus
{
    /// <summary>Done and proven.</summary>
    Succeeded,

    /// <summary>It was done before; nothing was changed.</summary>
    AlreadyDone,

    /// <summary>Left out because the caller asked so.</summary>
    Skipped,

    /// <summary>Shown only (-WhatIf).</summary>
    WhatIf,

    /// <summary>The caller answered No; the run ends before this step.</summary>
    Declined,

    /// <summary>It failed, or its proof did not hold; the run ends here.</summary>
    Failed,
}
