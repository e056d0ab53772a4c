using BizTalkDR.Sandbox.Storage.Logging;

namespace BizTalkDR.Sandbox.Storage;

/// <summary>msdb.dbo.logmarkhistory: a row for every database in which a mark was placed, on the instance that placed it.</summary>
internal static class LogMarkHistory
{
    internal static void Add(IEnumerable<PlacedMark> marks)
    {
        foreach (var (database, mark, lsn) in marks)
            new HistoryWriter(database.Instance).Insert(
                "logmarkhistory",
                new Dictionary<string, object?>
                {
                    ["database_name"] = database.Name,
                    ["mark_name"] = mark.Name,
                    ["description"] = mark.Description,
                    ["user_name"] = mark.UserName,
                    ["lsn"] = lsn.ToDecimal(),
                    ["mark_time"] = mark.Time,
                }
            );
    }
}

/// <summary>A mark in a database's log, at its transaction's commit record.</summary>
internal sealed record PlacedMark(Database Database, LogMark Mark, Lsn Lsn);
