using System.Globalization;
using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Server;

/// <summary>What a starting server writes into its error log.</summary>
internal static class StartMessages
{
    internal static void WriteStart(this ErrorLog log, DatabaseEngine instance)
    {
        var process = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}");
        log.Write("Server", ProductInfo.VersionText(instance.Options.Version));
        log.Write("Server", $"Server process ID is {process}.");
        log.Write("Server", "Authentication mode is MIXED.");
        log.Write("Server", $"Server name is '{instance.Name}'. This is an informational message only. No user action is required.");
        log.Write("spid7s", "Recovery is complete. This is an informational message only. No user action is required.");
    }
}
