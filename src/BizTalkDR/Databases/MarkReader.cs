using System.Data;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Databases;

/// <summary>Reads the newest mark from a database's MarkLog: the proof, inside the data, of where it was recovered to.</summary>
internal static class MarkReader
{
    /// <summary>The newest mark; null if the table is empty.</summary>
    /// <exception cref="SqlException">There is no such table, or it may not be read.</exception>
    public static string? LastMark(
        IInstanceConnector connector,
        InstanceReference instance,
        string database,
        CancellationToken cancellationToken
    )
    {
        using var connection = connector.Open(instance, database, cancellationToken);
        return SqlQuery
            .Rows(connection, SqlText.Load(typeof(MarkReader), "LastMark"), row => row.Text("MarkName"), cancellationToken)
            .FirstOrDefault();
    }

    /// <summary>The newest mark of one of the databases of an open connection, or null where it can't be read.</summary>
    public static string? TryLastMark(SqlConnection connection, DatabasePosition position, CancellationToken cancellationToken)
    {
        if (position.State is not (DatabaseState.Online or DatabaseState.Standby) || connection.State != ConnectionState.Open)
            return null;
        try
        {
            connection.ChangeDatabase(position.Database);
            return Newest(connection, cancellationToken);
        }
        catch (SqlException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    private static string? Newest(SqlConnection connection, CancellationToken cancellationToken) =>
        SqlQuery
            .Rows(connection, SqlText.Load(typeof(MarkReader), "LastMark"), row => row.Text("MarkName"), cancellationToken)
            .FirstOrDefault();
}
