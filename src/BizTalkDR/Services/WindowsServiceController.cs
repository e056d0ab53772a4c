using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security;

namespace BizTalkDR.Services;

/// <summary>
/// Services of Windows computers, through WMI's Win32_Service in root\cimv2, which answers while BizTalk's own databases are gone
/// (MSBTS_HostInstance would not). It runs under the caller's account; the caller must be an administrator of the computers.
/// </summary>
public sealed class WindowsServiceController : IServiceController
{
    private const int TimedOut = 7;
    private const int WbemErrorNotFound = unchecked((int)0x80041002);

    /// <inheritdoc/>
    public IReadOnlyList<BtsService> GetServices(string computer, CancellationToken cancellationToken)
    {
        var services = new List<BtsService>();
        Reach(
            computer,
            wmi =>
            {
                const string Query =
                    "SELECT Name, DisplayName, State, StartMode FROM Win32_Service WHERE Name LIKE 'BTSSvc$%' OR Name = 'ENTSSO'"
                    + " OR Name = 'RuleEngineUpdateService' OR Name = 'BAMAlerts' OR Name LIKE 'NS$%' OR Name = 'W3SVC'"
                    + " OR Name LIKE '%BizTalk%' OR DisplayName LIKE '%BizTalk%'";
                var found = Call(wmi, "ExecQuery", Query) as System.Collections.IEnumerable ?? Array.Empty<object>();
                foreach (var item in found)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    services.Add(ToService(computer, item));
                }
            }
        );
        return [.. services.Where(service => BtsServiceNames.KindOf(service.Name, service.DisplayName) is not null)];
    }

    /// <inheritdoc/>
    public void Start(string computer, string service, CancellationToken cancellationToken) =>
        Invoke(computer, service, "StartService", 10);

    /// <inheritdoc/>
    public void Stop(string computer, string service, CancellationToken cancellationToken) => Invoke(computer, service, "StopService", 5);

    /// <param name="computer">The computer.</param>
    /// <param name="service">The service.</param>
    /// <param name="method">The method of Win32_Service.</param>
    /// <param name="alreadyThere">The return value that says there is nothing to do: 10 already running, 5 cannot accept the control.</param>
    private static void Invoke(string computer, string service, string method, int alreadyThere)
    {
        var result = 0;
        Reach(
            computer,
            wmi =>
            {
                var found = Call(wmi, "Get", $"Win32_Service.Name='{service.Replace("\\", "\\\\").Replace("'", "\\'")}'")!;
                result = Convert.ToInt32(Call(found, method), CultureInfo.InvariantCulture);
            },
            service
        );
        // A service that did not answer in Windows' half minute may still get there: Enterprise Single Sign-On takes up to three.
        if (result != 0 && result != alreadyThere && result != TimedOut)
            throw ServiceControlException.Refused(computer, service, $"{method} returned {result} ({Meaning(result)})");
    }

    private static void Reach(string computer, Action<object> use, string? service = null)
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            throw ServiceControlException.NotWindows(computer);
        try
        {
#pragma warning disable CA1416 // guarded above; the .NET Framework build has no such analysis
            var locator = Activator.CreateInstance(Type.GetTypeFromProgID("WbemScripting.SWbemLocator", throwOnError: true)!)!;
#pragma warning restore CA1416
            use(Call(locator, "ConnectServer", IsLocal(computer) ? "." : computer, @"root\cimv2")!);
        }
        catch (Exception error) when (Unwrap(error) is COMException or UnauthorizedAccessException or SecurityException)
        {
            var cause = Unwrap(error);
            throw cause is COMException { HResult: WbemErrorNotFound } && service is not null
                ? ServiceControlException.NoSuchService(computer, service, cause)
                : ServiceControlException.Unreachable(computer, cause);
        }
    }

    private static BtsService ToService(string computer, object item) =>
        new()
        {
            Computer = computer,
            Name = (string)Read(item, "Name")!,
            DisplayName = Read(item, "DisplayName") as string,
            StartMode = Read(item, "StartMode") as string,
            State = ParseState(Read(item, "State") as string),
        };

    /// <summary>Win32_Service.State as text ("Start Pending") to the state.</summary>
    internal static BtsServiceState ParseState(string? text) =>
        Enum.TryParse<BtsServiceState>((text ?? "").Replace(" ", ""), ignoreCase: true, out var state) ? state : BtsServiceState.Unknown;

    private static bool IsLocal(string computer) => string.Equals(computer, Environment.MachineName, StringComparison.OrdinalIgnoreCase);

    private static object? Call(object target, string method, params object[] arguments) =>
        target.GetType().InvokeMember(method, BindingFlags.InvokeMethod, null, target, arguments, CultureInfo.InvariantCulture);

    private static object? Read(object target, string property) =>
        target.GetType().InvokeMember(property, BindingFlags.GetProperty, null, target, null, CultureInfo.InvariantCulture);

    private static Exception Unwrap(Exception error) => error is TargetInvocationException { InnerException: { } inner } ? inner : error;

    /// <summary>The return values of Win32_Service's methods, from Microsoft's page on StartService.</summary>
    private static string Meaning(int result) =>
        result switch
        {
            1 => "not supported",
            2 => "access denied",
            3 => "dependent services are running",
            4 => "invalid control",
            5 => "the service cannot accept control",
            6 => "the service is not active",
            7 => "the request timed out",
            8 => "unknown failure",
            9 => "path not found",
            10 => "already running",
            11 => "the service database is locked",
            12 => "a dependency was deleted",
            13 => "a dependency failed",
            14 => "the service is disabled",
            15 => "the logon failed",
            16 => "marked for deletion",
            _ => "see Win32_Service",
        };
}
