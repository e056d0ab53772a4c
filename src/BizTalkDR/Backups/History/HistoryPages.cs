using BizTalkDR.Sql;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Backups.History;

/// <summary>Reads a table of sets by the ids of its sets, newest first, page by page, as far back as is needed.</summary>
/// <param name="connection">Where the table is.</param>
/// <param name="page">The query of a page: the newest @rows rows before set @before, no set torn apart.</param>
/// <param name="outOfOrder">The query for a set before set @before that was taken after @time.</param>
internal sealed class HistoryPages(SqlConnection connection, string page, string outOfOrder)
{
    // Clocks of servers, and a job that changes between local time and UTC.
    private static readonly TimeSpan ClockDifference = TimeSpan.FromDays(1);

    /// <summary>Whether the last reading came to the first set of the table.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The rows.</summary>
    /// <param name="extent">How far back.</param>
    /// <param name="read">Reads a row; null for one that is not the group's.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public IReadOnlyList<HistoryRows.Row> Read(
        HistoryExtent extent,
        Func<SqlRow, HistoryRows.Row?> read,
        CancellationToken cancellationToken
    )
    {
        var reach = new HistoryReach(extent);
        var rows = new List<HistoryRows.Row>();
        var before = long.MaxValue;
        var wanted = extent.IsWhole ? int.MaxValue : extent.Rows;
        while (true)
        {
            var first = before;
            var found = SqlQuery.Rows(
                connection,
                page,
                row =>
                {
                    first = Math.Min(first, row.Long("BackupSetId") ?? first);
                    return read(row);
                },
                cancellationToken,
                ("@rows", wanted),
                ("@before", before)
            );
            IsWhole = found.Count < wanted || first == before;
            before = first;
            foreach (var row in found)
            {
                if (row is not null)
                {
                    rows.Add(row);
                    reach.Add(row);
                }
            }
            if (IsWhole)
                return rows;
            if (!reach.IsFarEnough)
                continue;
            if (IsInOrder(before, reach.Oldest))
                return rows;
            // Ids that began anew: the newest sets are not those with the greatest ids.
            wanted = int.MaxValue;
        }
    }

    private bool IsInOrder(long before, DateTime? oldest) =>
        oldest is { } time
        && SqlQuery.Scalar<object>(connection, outOfOrder, ("@before", before), ("@time", time + ClockDifference)) is null;
}
