using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Server;

/// <summary>Where an installation keeps its own files, and what its Windows services are called.</summary>
internal static class ServerPaths
{
    /// <summary>C:\Program Files\Microsoft SQL Server\MSSQL15.MSSQLSERVER\MSSQL.</summary>
    internal static string Root(DatabaseEngine instance) => $@"C:\Program Files\Microsoft SQL Server\{InstanceId(instance)}\MSSQL";

    /// <summary>MSSQL15.MSSQLSERVER, the instance's name in the registry.</summary>
    internal static string InstanceId(DatabaseEngine instance) =>
        $"MSSQL{instance.Options.Version.Major}.{ServerProperties.ServiceName(instance).ToUpperInvariant()}";

    internal static string ErrorLog(DatabaseEngine instance) => $@"{Root(instance)}\Log\ERRORLOG";

    internal static string WithSeparator(string folder) => folder.EndsWith('\\') ? folder : folder + @"\";

    /// <summary>The Windows services: MSSQLSERVER and SQLSERVERAGENT, or MSSQL$NAME and SQLAgent$NAME.</summary>
    internal static (string Engine, string Agent) Services(DatabaseEngine instance) =>
        ServerProperties.InstanceName(instance) is { } name ? ($"MSSQL${name}", $"SQLAgent${name}") : ("MSSQLSERVER", "SQLSERVERAGENT");
}
