using BizTalkDR.Sandbox.Storage;

namespace BizTalkDR.Sandbox.Catalog.Server;

/// <summary>The values of SERVERPROPERTY.</summary>
internal static class ServerProperties
{
    private const int CollationId = 872468488;

    /// <summary>The property, or null when no such property is known.</summary>
    internal static object? Get(DatabaseEngine instance, string? name)
    {
        var version = instance.Options.Version;
        return name?.TrimEnd().ToUpperInvariant() switch
        {
            "BUILDCLRVERSION" => "v4.0.30319",
            "COLLATION" => instance.Options.Collation,
            "COLLATIONID" => CollationId,
            "COMPARISONSTYLE" => 196609,
            "COMPUTERNAMEPHYSICALNETBIOS" or "MACHINENAME" => instance.ComputerName,
            "EDITION" => ProductInfo.Edition,
            "EDITIONID" => ProductInfo.EditionId,
            "ENGINEEDITION" => 3,
            "ERRORLOGFILENAME" => ServerPaths.ErrorLog(instance),
            "FILESTREAMCONFIGUREDLEVEL" or "FILESTREAMEFFECTIVELEVEL" => 0,
            "FILESTREAMSHARENAME" => ServiceName(instance),
            "HADRMANAGERSTATUS" => IsReplica(instance) ? 1 : 2,
            "ISHADRENABLED" => IsReplica(instance) ? 1 : 0,
            "INSTANCEDEFAULTBACKUPPATH" => version.Major >= 15 ? instance.Options.BackupPath : null,
            "INSTANCEDEFAULTDATAPATH" => ServerPaths.WithSeparator(instance.Options.DataPath),
            "INSTANCEDEFAULTLOGPATH" => ServerPaths.WithSeparator(instance.Options.LogPath),
            "INSTANCENAME" => InstanceName(instance),
            "ISADVANCEDANALYTICSINSTALLED" or "ISBIGDATACLUSTER" or "ISCLUSTERED" or "ISFULLTEXTINSTALLED" => 0,
            "ISINTEGRATEDSECURITYONLY" or "ISLOCALDB" or "ISPOLYBASEINSTALLED" or "ISSERVERSUSPENDEDFORSNAPSHOTBACKUP" => 0,
            "ISSINGLEUSER" or "ISTEMPDBMETADATAMEMORYOPTIMIZED" => 0,
            "ISXTPSUPPORTED" => 1,
            "LCID" => 1033,
            "LICENSETYPE" => "DISABLED",
            "PATHSEPARATOR" => @"\",
            "PROCESSID" => Environment.ProcessId,
            "PRODUCTBUILD" => Part(version.Build),
            "PRODUCTBUILDTYPE" or "PRODUCTUPDATELEVEL" or "PRODUCTUPDATEREFERENCE" => null,
            "PRODUCTLEVEL" => "RTM",
            "PRODUCTMAJORVERSION" => Part(version.Major),
            "PRODUCTMINORVERSION" => Part(version.Minor),
            "PRODUCTVERSION" => ProductInfo.Text(version),
            "RESOURCELASTUPDATEDATETIME" => new DateTime(2019, 9, 24, 14, 21, 42),
            "RESOURCEVERSION" => $"{version.Major}.00.{version.Build:0000}",
            "SERVERNAME" => instance.Name,
            "SQLCHARSET" => (byte)1,
            "SQLCHARSETNAME" => "iso_1",
            "SQLSORTORDER" => (byte)52,
            "SQLSORTORDERNAME" => "nocase_iso",
            "SUSPENDEDDATABASECOUNT" => 0,
            _ => null,
        };
    }

    private static bool IsReplica(DatabaseEngine instance) =>
        instance.Host.AvailabilityGroups.Any(group => group.ReplicaOn(instance) is not null);

    /// <summary>@@SERVICENAME: MSSQLSERVER for a default instance.</summary>
    internal static string ServiceName(DatabaseEngine instance) => InstanceName(instance) ?? "MSSQLSERVER";

    internal static string? InstanceName(DatabaseEngine instance) => instance.Name.Split('\\') is [_, var name] ? name : null;

    private static string Part(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
