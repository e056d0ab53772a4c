using BizTalkDR.Sql;
using BizTalkDR.Topologies;

namespace BizTalkDR.Instances.Storage;

/// <summary>Asks an instance whether it sees a folder.</summary>
internal static class ServerFolder
{
    /// <summary>Whether it does; null if it does not say.</summary>
    public static bool? Exists(IInstanceConnector connector, InstanceReference instance, string folder, CancellationToken cancellationToken)
    {
        using var connection = connector.Open(instance, null, cancellationToken);
        return PathReader.Read(connection, folder, cancellationToken).IsFolder;
    }
}
