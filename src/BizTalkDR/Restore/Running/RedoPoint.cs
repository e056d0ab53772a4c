using BizTalkDR.Sql;

namespace BizTalkDR.Restore.Running;

/// <summary>Reads where a restoring database's redo stands.</summary>
internal static class RedoPoint
{
    public static decimal? Read(SmoSession session, string database) =>
        SqlQuery
            .Rows(
                session.Context.SqlConnectionObject,
                SqlText.Load(typeof(RedoPoint), "RedoPoint"),
                row => row.Decimal("redo_start_lsn"),
                default,
                ("@database", database)
            )
            .FirstOrDefault();
}
