using BizTalkDR.Services;
using BizTalkDR.Sql;

namespace BizTalkDR.PowerShell.Runtime;

/// <summary>
/// What the cmdlets work with beyond PowerShell. PowerShell makes cmdlets and completers itself, so what a test puts in its place is found
/// here, by the flow of execution that the test runs in.
/// </summary>
internal static class Surroundings
{
    private static readonly AsyncLocal<Func<ICredentialSource, IDisasterRecovery>?> Engine = new();
    private static readonly AsyncLocal<Func<IServiceController>?> Services = new();

    /// <summary>The engine for those who log in with these credentials.</summary>
    public static IDisasterRecovery CreateEngine(ICredentialSource credentials) => (Engine.Value ?? DisasterRecovery.Create)(credentials);

    /// <summary>The engine for completion: gives up soon when an instance does not answer.</summary>
    public static IDisasterRecovery CreateQuickEngine(ICredentialSource credentials) =>
        (Engine.Value ?? DisasterRecovery.CreateQuick)(credentials);

    /// <summary>What reaches the services where no script block is given.</summary>
    public static IServiceController CreateServices() => Services.Value?.Invoke() ?? new WindowsServiceController();

    /// <summary>Puts others in their place, for tests; null leaves the real one.</summary>
    internal static void Replace(Func<ICredentialSource, IDisasterRecovery>? engine, Func<IServiceController>? services) =>
        (Engine.Value, Services.Value) = (engine, services);
}
