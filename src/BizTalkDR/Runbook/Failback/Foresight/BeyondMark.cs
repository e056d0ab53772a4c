using BizTalkDR.Databases;
using BizTalkDR.Errors;
using BizTalkDR.Runbook.Failback.Record;
using BizTalkDR.Runbook.Outlook;
using BizTalkDR.Sql;
using BizTalkDR.Threading;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Runbook.Failback.Foresight;

/// <summary>Reads what production's databases hold beyond a mark, where they can be read; nothing of what can't be is guessed.</summary>
/// <param name="context">The failback.</param>
/// <param name="mark">The mark; null where none is chosen.</param>
internal sealed class BeyondMark(FailbackContext context, string? mark)
{
    /// <summary>What the databases hold, in their order, and by how much the newest mark found is later than the mark.</summary>
    /// <param name="conditions">What the databases of both sides are like.</param>
    public IReadOnlyList<(OutlookDatabase Database, TimeSpan? NewestAfter)> Read(IReadOnlyList<DatabaseCondition> conditions)
    {
        var states = conditions.ToDictionary(condition => condition.Key, condition => condition.State);
        var found = OwnThread
            .ForEach(
                context.Databases.GroupBy(database => database.Source, StringComparer.OrdinalIgnoreCase),
                group => group.Select(database => (database, Read(database, states))).ToList(),
                context.Cancellation
            )
            .SelectMany(each => each)
            .ToDictionary(each => each.database, each => each.Item2);
        return [.. context.Databases.Select(database => found[database])];
    }

    private (OutlookDatabase, TimeSpan?) Read(FailbackDatabase database, Dictionary<Topologies.DatabaseKey, DatabaseState> states)
    {
        var (state, copy) = (states[database.SourceKey], states[database.DestinationKey]);
        var plain = new OutlookDatabase
        {
            Name = database.Name,
            Source = database.Source,
            Destination = database.Destination,
            State = state.InWords(),
            CopyState = copy.InWords(),
            SizeBytes =
                context.Before.Find(database.SourceKey) is { WasThere: true } production && state != DatabaseState.Missing
                    ? production.Files.Sum(file => file.SizeBytes)
                    : null,
        };
        if (state == DatabaseState.Missing)
            return (plain, null);
        if (state is not (DatabaseState.Online or DatabaseState.Standby))
            return (plain with { Unknown = "what it holds can't be read" }, null);
        try
        {
            var tables = Tables(database.Source, database.Name);
            var rowsOfCopy = copy is DatabaseState.Online or DatabaseState.Standby ? Tables(database.Destination, database.Name) : null;
            return WithMarks(plain with { Tables = KeyTables.Choose(tables, rowsOfCopy) }, tables.ContainsKey("MarkLog"));
        }
        catch (Exception error) when (error is SqlException or InstanceConnectionException)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            return (plain with { Unknown = $"what it holds can't be read: {error.Message}" }, null);
        }
    }

    private (OutlookDatabase, TimeSpan?) WithMarks(OutlookDatabase database, bool hasMarkLog)
    {
        if (mark is null)
            return (database, null);
        if (!hasMarkLog)
            return (database with { Unknown = "it has no MarkLog" }, null);
        using var connection = context.Connector.Open(context.Topology.Instance(database.Source), database.Name, context.Cancellation);
        var marks = SqlQuery.Rows(
            connection,
            SqlText.Load(typeof(BeyondMark), "MarksBeyond"),
            row => (Name: row.RequiredText("MarkName"), Time: row.Time("mark_time")),
            context.Cancellation,
            ("@database", database.Name),
            ("@mark", mark)
        );
        // Without the mark itself nobody tells what lies beyond it.
        if (marks.Count == 0 || !marks[0].Name.Equals(mark, StringComparison.Ordinal))
            return (database with { Unknown = "its marks beyond can't be told: neither MarkLog nor msdb knows the mark" }, null);
        var newest = marks[marks.Count - 1];
        return (
            database with
            {
                MarksBeyond = marks.Count - 1,
                NewestMark = marks.Count > 1 ? newest.Name : null,
            },
            marks.Count > 1 ? newest.Time - marks[0].Time : null
        );
    }

    private Dictionary<string, long> Tables(string instance, string database)
    {
        using var connection = context.Connector.Open(context.Topology.Instance(instance), database, context.Cancellation);
        return SqlQuery
            .Rows(
                connection,
                SqlText.Load(typeof(BeyondMark), "TableRows"),
                row => (Name: row.RequiredText("name"), Rows: row.Long("row_count") ?? 0),
                context.Cancellation
            )
            .GroupBy(row => row.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(rows => rows.Key, rows => rows.Sum(row => row.Rows), StringComparer.OrdinalIgnoreCase);
    }
}
