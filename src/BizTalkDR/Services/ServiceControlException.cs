using BizTalkDR.Errors;

namespace BizTalkDR.Services;

/// <summary>A service could not be read, started or stopped.</summary>
public sealed class ServiceControlException(string errorId, ErrorKind kind, string message, Exception? innerException = null)
    : BizTalkDRException(errorId, kind, message, innerException)
{
    /// <summary>The service concerned, if one is.</summary>
    public string? Service { get; init; }

    internal static ServiceControlException NotWindows(string computer) =>
        new(
            "ServicesNeedWindows",
            ErrorKind.Operation,
            $"The services of {computer} can't be reached from here: WMI is there on Windows only."
        )
        {
            Server = computer,
            Remedy = "Run this on Windows, or give a script block that controls the services.",
        };

    internal static ServiceControlException Unreachable(string computer, Exception cause) =>
        new("ComputerUnreachable", ErrorKind.Connection, $"The services of {computer} can't be reached through WMI: {cause.Message}", cause)
        {
            Server = computer,
            Remedy = "Check that the computer runs, that the firewall lets WMI through, and that this account is an administrator there.",
        };

    internal static ServiceControlException NoSuchService(string computer, string service, Exception? cause = null) =>
        new("ServiceNotFound", ErrorKind.NotFound, $"Computer {computer} has no service '{service}'.", cause)
        {
            Server = computer,
            Service = service,
            Remedy = "Check the service's name in the topology.",
        };

    internal static ServiceControlException Refused(string computer, string service, string reason) =>
        new("ServiceRefused", ErrorKind.Operation, $"Service '{service}' on {computer} refused: {reason}.")
        {
            Server = computer,
            Service = service,
            Remedy = "See the event log of that computer, then try again.",
        };

    internal static ServiceControlException NotReached(
        BtsService service,
        BtsServiceState wanted,
        BtsServiceState actual,
        TimeSpan waited
    ) =>
        new(
            "ServiceTimeout",
            ErrorKind.Operation,
            $"Service '{service.Name}' on {service.Computer} is {actual} after {waited.TotalSeconds:0} seconds; it should be {wanted}."
        )
        {
            Server = service.Computer,
            Service = service.Name,
            Remedy = "See the event log of that computer. A host instance that does not stop may be in the middle of a long orchestration.",
        };
}
