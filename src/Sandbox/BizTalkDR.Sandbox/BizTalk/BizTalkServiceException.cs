namespace BizTalkDR.Sandbox.BizTalk;

/// <summary>A service could not be started or stopped.</summary>
public sealed class BizTalkServiceException : Exception
{
    internal BizTalkServiceException(string computer, string service, int errorCode, string message)
        : base($"Service {service} on {computer}: {message} (error {errorCode})") =>
        (Computer, Service, ErrorCode) = (computer, service, errorCode);

    /// <summary>The computer.</summary>
    public string Computer { get; }

    /// <summary>The service's name.</summary>
    public string Service { get; }

    /// <summary>The Windows error: 1051 dependent services run, 1053 no timely answer, 1068 a dependency failed to start.</summary>
    public int ErrorCode { get; }
}
