using System.Globalization;
using BizTalkDR.Sql;
using Microsoft.Data.SqlClient;
using MediaType = BizTalkDR.BackupMedia.BackupType;

namespace BizTalkDR.Tests.Restore.Planning.Histories;

/// <summary>
/// Brute force: tries the backups of a database in every order on an instance of its own, until one order stops at the mark. It knows nothing of
/// chains; the instance refuses what does not fit. What was reached on another way already is not tried again.
/// </summary>
internal sealed class RestoreSearch(SqlConnection laboratory)
{
    private const int MarkNotFound = 4329;

    /// <summary>Refusals that change nothing: the sequence goes on as if the statement had not been given.</summary>
    private static readonly HashSet<int> Harmless = [3117, 3135, 3136, 4305, 4326, 4330, 3201, 3254, 3241, 3132, 4341];

    /// <summary>The statements of an order that stops at the mark, the database RESTORING; null when there is none.</summary>
    /// <param name="database">The database.</param>
    /// <param name="entries">All its backups.</param>
    /// <param name="mark">The mark.</param>
    /// <param name="present">The statements that brought it to where it stands; null when it can't go on from there.</param>
    /// <param name="mayStartOver">Whether full backups may be restored.</param>
    public IReadOnlyList<string>? Find(
        string database,
        IReadOnlyList<BackupEntry> entries,
        string mark,
        IReadOnlyList<string>? present = null,
        bool mayStartOver = true
    )
    {
        var own = entries.Where(entry => string.Equals(entry.Database, database, StringComparison.OrdinalIgnoreCase)).ToList();
        var next = own.Where(entry => entry.Type != MediaType.Database).ToList();
        var seen = new HashSet<string>();
        var open = new Stack<(IReadOnlyList<string> Way, int Start)>();
        if (mayStartOver)
            foreach (var (full, at) in own.Where(entry => entry.Type == MediaType.Database).Select((full, at) => (full, at)))
                open.Push(([full.Restore()], at));
        if (present is not null)
            open.Push((present, -1));
        while (open.TryPop(out var state))
        {
            if (!Build(database, state.Way) || Key(database, state.Start) is not { } key || !seen.Add(key))
                continue;
            foreach (var entry in next)
            {
                var statement = entry.Restore(mark);
                var (error, isReached) = Try(statement);
                if (error == 0 && entry.Type == MediaType.Log && isReached)
                    return [.. state.Way, statement];
                if (error == 0 && Key(database, state.Start) == key || Harmless.Contains(error))
                    continue;
                if (error == 0 && !seen.Contains(Key(database, state.Start) ?? ""))
                    open.Push(([.. state.Way, statement], state.Start));
                Build(database, state.Way);
            }
        }
        return null;
    }

    /// <summary>Runs statements; false when one fails.</summary>
    public bool Build(string database, IReadOnlyList<string> way)
    {
        Drop(database);
        return way.All(statement => Try(statement).Error == 0);
    }

    public void Drop(string database) => Assert.Equal(0, Try($"DROP DATABASE IF EXISTS {SqlIdentifier.Quote(database)}").Error);

    /// <summary>Runs a statement. The number of its error, 0 without one, and whether it stopped at its mark.</summary>
    public (int Error, bool IsReached) Try(string statement)
    {
        var isReached = true;
        void Listen(object sender, SqlInfoMessageEventArgs told) =>
            isReached &= told.Errors.Cast<SqlError>().All(each => each.Number != MarkNotFound);
        laboratory.InfoMessage += Listen;
        try
        {
            SmallGroup.Patiently(() => SqlQuery.Execute(laboratory, statement));
            return (0, isReached);
        }
        catch (SqlException error)
        {
            return (error.Errors[0].Number, false);
        }
        finally
        {
            laboratory.InfoMessage -= Listen;
        }
    }

    /// <summary>Where the database stands. Which full backup it began with counts too: a differential asks for it.</summary>
    private string? Key(string database, int start)
    {
        using var command = new SqlCommand(
            "SELECT redo_start_lsn, redo_start_fork_guid FROM sys.master_files WHERE database_id = DB_ID(@database) AND file_id = 1",
            laboratory
        );
        command.Parameters.AddWithValue("@database", database);
        using var reader = command.ExecuteReader();
        if (!reader.Read() || reader.IsDBNull(0))
            return null;
        return string.Create(CultureInfo.InvariantCulture, $"{start} {reader.GetDecimal(0)} {reader.GetGuid(1)}");
    }
}
