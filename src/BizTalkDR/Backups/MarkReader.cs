using BizTalkDR.Errors;
using BizTalkDR.Group;
using BizTalkDR.Sql;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Backups;

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
            .Rows(connection, SqlText.Load("Backups", "LastMark"), row => row.Text("MarkName"), cancellationToken)
            .FirstOrDefault();
    }

    /// <summary>The newest mark, or null where it can't be read.</summary>
    public static string? TryLastMark(
        IInstanceConnector connector,
        InstanceReference instance,
        DatabasePosition position,
        CancellationToken cancellationToken
    )
    {
        if (position.State is not (DatabaseState.Online or DatabaseState.Standby))
            return null;
        try
        {
            return LastMark(connector, instance, position.Database, cancellationToken);
        }
        catch (Exception exception) when (exception is SqlException or InstanceConnectionException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }
}
