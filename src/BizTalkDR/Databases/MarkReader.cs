using System.Data;
using BizTalkDR.Backups;
using BizTalkDR.Sql;
using BizTalkDR.Topologies;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Databases;

/// <summary>Reads a database's MarkLog: which marks the data themselves hold.</summary>
internal static class MarkReader
{
    // As many as the query has parameters for.
    private const int LaterAsked = 8;

    /// <summary>What a database's MarkLog says of a mark and of those that follow it.</summary>
    /// <param name="connector">Opens the connection.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="position">The database.</param>
    /// <param name="mark">The mark.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="Errors.InstanceConnectionException">The instance can't be reached.</exception>
    public static MarkLogReading Read(
        IInstanceConnector connector,
        InstanceReference instance,
        DatabasePosition position,
        MarkIdentity mark,
        CancellationToken cancellationToken
    )
    {
        using var connection = connector.Open(instance, position.Database, cancellationToken);
        return Read(connection, position, mark, cancellationToken);
    }

    /// <summary>
    /// A position with what its MarkLog says: of the mark that its last restore stopped at, and which mark to show people. Nothing where it
    /// can't be read.
    /// </summary>
    /// <param name="connection">A connection to its instance, which is left in the database.</param>
    /// <param name="position">The database.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static DatabasePosition WithMarks(SqlConnection connection, DatabasePosition position, CancellationToken cancellationToken)
    {
        if (position.State is not (DatabaseState.Online or DatabaseState.Standby) || connection.State != ConnectionState.Open)
            return position;
        try
        {
            connection.ChangeDatabase(position.Database);
            var stop = position.LastRestore is { StopBeforeMark: false, StopAtMarkName: { } name } ? MarkIdentity.Named(name) : null;
            var reading = stop is null ? null : Read(connection, position, stop, cancellationToken);
            var isThere = stop is not null && reading is { SetSince: null } && reading.Holds(stop.Name);
            return position with { MarkLog = reading, LastMark = isThere ? stop!.Name : Latest(connection, cancellationToken) };
        }
        catch (SqlException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return position;
        }
    }

    private static MarkLogReading Read(
        SqlConnection connection,
        DatabasePosition position,
        MarkIdentity mark,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return new MarkLogReading
            {
                Present =
                [
                    .. SqlQuery.Rows(
                        connection,
                        SqlText.Load(typeof(MarkReader), "MarksPresent"),
                        row => row.RequiredText("MarkName"),
                        cancellationToken,
                        [.. Asked(mark)]
                    ),
                ],
                SetSince = RecoveredAt(position) is { } point ? SetSince(connection, position, mark, point, cancellationToken) : null,
            };
        }
        catch (SqlException exception) when (exception.Number == SqlMessages.NoSuchObject)
        {
            return MarkLogReading.NoTable;
        }
        catch (SqlException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new MarkLogReading { Failure = $"{exception.Message} (message {exception.Number})" };
        }
    }

    private static IEnumerable<(string Name, object? Value)> Asked(MarkIdentity mark)
    {
        yield return ("@mark", mark.Name);
        for (var later = 0; later < LaterAsked; later++)
            yield return (FormattableString.Invariant($"@later{later + 1}"), later < mark.Later.Count ? mark.Later[later] : mark.Name);
    }

    // Where its recovery fork begins, as long as the server tells; it lies inside the log that was restored last, or at the end of other backups.
    private static decimal? RecoveredAt(DatabasePosition position) =>
        position.ForkPointLsn
        ?? (position.LastRestore?.Type == BackupType.Log ? position.LastRestore.FirstLsn : position.LastRestore?.LastLsn);

    // Who may read the database may not be allowed to read msdb; then it is not known.
    private static string? SetSince(
        SqlConnection connection,
        DatabasePosition position,
        MarkIdentity mark,
        decimal point,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return SqlQuery
                .Rows(
                    connection,
                    SqlText.Load(typeof(MarkReader), "MarkSetSince"),
                    row => row.Text("MarkName"),
                    cancellationToken,
                    ("@database", position.Database),
                    ("@mark", mark.Name),
                    ("@from", point)
                )
                .FirstOrDefault();
        }
        catch (SqlException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    private static string? Latest(SqlConnection connection, CancellationToken cancellationToken) =>
        SqlQuery
            .Rows(connection, SqlText.Load(typeof(MarkReader), "LastMark"), row => row.Text("MarkName"), cancellationToken)
            .FirstOrDefault();
}
