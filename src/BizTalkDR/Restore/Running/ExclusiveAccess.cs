using BizTalkDR.Group;
using BizTalkDR.Sql;

namespace BizTalkDR.Restore.Running;

/// <summary>Ends the sessions in a database that is about to be overwritten or dropped.</summary>
internal static class ExclusiveAccess
{
    /// <summary>Sets an online database to single user, which rolls back and ends all other sessions; others have none.</summary>
    public static void Take(SmoSession session, string database)
    {
        if (StateOf(session, database) is DatabaseState.Online)
            session.Context.ExecuteNonQuery($"ALTER DATABASE {SqlIdentifier.Quote(database)} SET SINGLE_USER WITH ROLLBACK IMMEDIATE");
    }

    /// <summary>Lets others in again after what needed the database alone has failed. What fails here would only hide the first failure.</summary>
    public static void GiveBack(SmoSession session, string database)
    {
        try
        {
            if (StateOf(session, database) is DatabaseState.Online)
                session.Context.ExecuteNonQuery($"ALTER DATABASE {SqlIdentifier.Quote(database)} SET MULTI_USER");
        }
        catch (Exception exception) when (SqlErrors.IsFromServer(exception)) { }
    }

    private static DatabaseState StateOf(SmoSession session, string database)
    {
        var states = SqlQuery.Rows(
            session.Context.SqlConnectionObject,
            SqlText.Load("Restore.Running", "DatabaseState"),
            row => row.Text("state_desc"),
            default,
            ("@database", database)
        );
        if (states.Count == 0)
            return DatabaseState.Missing;
        return states[0] == "ONLINE" ? DatabaseState.Online : DatabaseState.Offline;
    }
}
