using BizTalkDR.Sandbox.Catalog.Functions;

namespace BizTalkDR.Sandbox.Catalog;

/// <summary>Where an installation keeps its own files.</summary>
internal static class ServerPaths
{
    /// <summary>C:\Program Files\Microsoft SQL Server\MSSQL15.MSSQLSERVER\MSSQL.</summary>
    internal static string Root(SqlInstance instance) => $@"C:\Program Files\Microsoft SQL Server\{InstanceId(instance)}\MSSQL";

    /// <summary>MSSQL15.MSSQLSERVER, the instance's name in the registry.</summary>
    internal static string InstanceId(SqlInstance instance) =>
        $"MSSQL{instance.Options.Version.Major}.{ServerProperties.ServiceName(instance)}";

    internal static string ErrorLog(SqlInstance instance) => $@"{Root(instance)}\Log\ERRORLOG";

    internal static string WithSeparator(string folder) => folder.EndsWith('\\') ? folder : folder + @"\";
}
