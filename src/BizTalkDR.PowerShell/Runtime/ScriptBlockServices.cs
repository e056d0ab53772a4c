using System.Management.Automation;
using BizTalkDR.Errors;
using BizTalkDR.Services;

namespace BizTalkDR.PowerShell.Runtime;

/// <summary>
/// Services reached by a script block of the caller's. It is called with an action (Get, Start or Stop), a computer and a service, always on
/// the pipeline's thread; for Get it returns objects with Name and State (or Status).
/// </summary>
internal static class ScriptBlockServices
{
    public static IServiceController Create(ScriptBlock script, ICmdletRuntime runtime, PipelinePump pump)
    {
        return new DelegatedServiceController(
            computer => [.. Call("Get", computer, null).Select(properties => ToService(computer, properties))],
            (computer, service) => Call("Start", computer, service),
            (computer, service) => Call("Stop", computer, service)
        );

        IReadOnlyList<IReadOnlyDictionary<string, object?>> Call(string action, string computer, string? service)
        {
            try
            {
                return pump.Ask(() => runtime.Invoke(script, action, computer, service));
            }
            catch (RuntimeException failure) when (failure is not PipelineStoppedException)
            {
                throw Failed(action, computer, service, failure);
            }
        }
    }

    private static BtsService ToService(string computer, IReadOnlyDictionary<string, object?> properties) =>
        new()
        {
            Computer = computer,
            Name = Text(properties, "Name") ?? throw NoName(computer),
            DisplayName = Text(properties, "DisplayName"),
            State = ToState(Text(properties, "State") ?? Text(properties, "Status")),
            StartMode = Text(properties, "StartMode") ?? Text(properties, "StartType"),
        };

    /// <summary>Win32_Service writes "Start Pending", a ServiceController "StartPending".</summary>
    private static BtsServiceState ToState(string? text) =>
        Enum.TryParse<BtsServiceState>(text?.Replace(" ", ""), ignoreCase: true, out var state) ? state : BtsServiceState.Unknown;

    private static string? Text(IReadOnlyDictionary<string, object?> properties, string name) =>
        properties.TryGetValue(name, out var value) ? value?.ToString() : null;

    private static ServiceControlException NoName(string computer) =>
        new("ServiceScriptResult", ErrorKind.Configuration, $"The script block returned an object without a Name for computer {computer}.")
        {
            Server = computer,
            Remedy =
                "For Get, return an object with Name and State for each service; see Get-Help Get-BtsService -Parameter ServiceScript.",
        };

    private static ServiceControlException Failed(string action, string computer, string? service, Exception cause) =>
        new(
            "ServiceScriptFailed",
            ErrorKind.Operation,
            $"The script block failed ({action}{(service is null ? "" : " " + service)} on {computer}): {cause.Message}",
            cause
        )
        {
            Server = computer,
            Service = service,
            Remedy = "Try the script block alone: & $script Get <computer>.",
        };
}
