using BizTalkDR.Paths;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Instances.Storage;

/// <summary>Asks an instance for size and time of files (sys.dm_os_enumerate_filesystem).</summary>
internal static class FileStampReader
{
    /// <summary>
    /// A stamp for each of the paths; none at all where one is not told: URLs, servers older than 2017, a login that may not see the server's state.
    /// </summary>
    public static IReadOnlyList<FileStamp> Read(
        IInstanceConnector connector,
        InstanceReference instance,
        IReadOnlyList<string> paths,
        CancellationToken cancellationToken
    )
    {
        if (paths.Any(ServerPath.IsUrl))
            return [];
        using var connection = connector.Open(instance, null, cancellationToken);
        try
        {
            var stamps = paths.Select(path => Read(connection, path, cancellationToken)).OfType<FileStamp>().ToList();
            return stamps.Count == paths.Count ? stamps : [];
        }
        catch (SqlException) when (connection.State == System.Data.ConnectionState.Open)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return [];
        }
    }

    private static FileStamp? Read(SqlConnection connection, string path, CancellationToken cancellationToken) =>
        SqlQuery
            .Rows(
                connection,
                SqlText.Load(typeof(FileStampReader), "FileStamps"),
                row =>
                    row.Long("size_in_bytes") is { } size && row.Time("last_write_time") is { } written
                        ? new FileStamp(path, size, written)
                        : null,
                cancellationToken,
                ("@folder", ServerPath.Folder(path)),
                ("@name", ServerPath.FileName(path))
            )
            .FirstOrDefault();
}
