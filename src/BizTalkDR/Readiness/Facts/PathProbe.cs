using BizTalkDR.Errors;
using BizTalkDR.Instances.Storage;
using BizTalkDR.Paths;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Readiness.Facts;

/// <summary>Asks an instance what it sees at paths.</summary>
internal static class PathProbe
{
    public static IReadOnlyList<(string Path, PathSight Sight)> Look(
        IInstanceConnector connector,
        InstanceReference instance,
        IReadOnlyCollection<string> paths,
        CancellationToken cancellation
    )
    {
        if (paths.Count == 0)
            return [];
        try
        {
            using var connection = connector.Open(instance, null, cancellation);
            return [.. paths.Select(path => (path, Look(connection, path, cancellation)))];
        }
        catch (Exception failure) when (failure is SqlException or BizTalkDRException)
        {
            cancellation.ThrowIfCancellationRequested();
            return [.. paths.Select(path => (path, PathSight.Unknown))];
        }
    }

    private static PathSight Look(SqlConnection connection, string path, CancellationToken cancellation) =>
        SqlQuery
            .Rows(connection, SqlText.Load(typeof(ServerFolder), "PathExists"), Sight, cancellation, ("@path", ServerPath.Trim(path)))
            .DefaultIfEmpty(PathSight.Unknown)
            .First();

    private static PathSight Sight(SqlRow row) =>
        row.Int("File is a Directory") == 1 ? PathSight.Folder
        : row.Int("File Exists") == 1 ? PathSight.File
        : PathSight.Nothing;
}
