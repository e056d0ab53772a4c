namespace BizTalkDR.Agent;

/// <summary>How a job's last run ended (msdb.dbo.sysjobservers.last_run_outcome).</summary>
public enum JobOutcome
{
    /// <summary>It failed.</summary>
    Failed = 0,

    /// <summary>It succeeded.</summary>
    Succeeded = 1,

    /// <summary>Somebody stopped it.</summary>
    Canceled = 3,

    /// <summary>It has not run, or the outcome is not known.</summary>
    Unknown = 5,
}
