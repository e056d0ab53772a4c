namespace BizTalkDR.Services;

/// <summary>The state of a Windows service, as Win32_Service.State says it.</summary>
public enum BtsServiceState
{
    /// <summary>The state is none of those below, or could not be read.</summary>
    Unknown,

    /// <summary>Stopped.</summary>
    Stopped,

    /// <summary>Start Pending.</summary>
    StartPending,

    /// <summary>Stop Pending.</summary>
    StopPending,

    /// <summary>Running.</summary>
    Running,

    /// <summary>Continue Pending.</summary>
    ContinuePending,

    /// <summary>Pause Pending.</summary>
    PausePending,

    /// <summary>Paused.</summary>
    Paused,
}
