using BizTalkDR.Paths;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Instances.Storage;

/// <summary>Asks an instance whether it sees a folder (master.dbo.xp_fileexist, with the rights of its service account).</summary>
internal static class ServerFolder
{
    /// <summary>Whether it does; null if it does not say.</summary>
    public static bool? Exists(IInstanceConnector connector, InstanceReference instance, string folder, CancellationToken cancellationToken)
    {
        using var connection = connector.Open(instance, null, cancellationToken);
        return SqlQuery
            .Rows(
                connection,
                SqlText.Load(typeof(ServerFolder), "PathExists"),
                row => row.Bool("File is a Directory"),
                cancellationToken,
                ("@path", ServerPath.Trim(folder))
            )
            .FirstOrDefault();
    }
}
