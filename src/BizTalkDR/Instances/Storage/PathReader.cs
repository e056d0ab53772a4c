using BizTalkDR.Paths;
using BizTalkDR.Sql;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Instances.Storage;

/// <summary>Asks an instance what it sees at a path (master.dbo.xp_fileexist, with the rights of its service account).</summary>
internal static class PathReader
{
    /// <summary>What it says; nothing is known where it says nothing.</summary>
    public static StoragePath Read(SqlConnection connection, string path, CancellationToken cancellationToken) =>
        SqlQuery
            .Rows(
                connection,
                SqlText.Load(typeof(PathReader), "PathExists"),
                row => new StoragePath(path, row.Bool("File Exists"), row.Bool("File is a Directory"), row.Bool("Parent Directory Exists")),
                cancellationToken,
                ("@path", ServerPath.Trim(path))
            )
            .DefaultIfEmpty(new StoragePath(path, null, null, null))
            .First();
}
