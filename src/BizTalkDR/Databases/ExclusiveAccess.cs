using System.Diagnostics;
using BizTalkDR.Sql;
using BizTalkDR.Threading;

namespace BizTalkDR.Databases;

/// <summary>Waits for the sessions in a database that is about to be overwritten or dropped, or ends them.</summary>
internal static class ExclusiveAccess
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    /// <summary>The other sessions in a database; none that the login may not see.</summary>
    public static List<string> Sessions(SmoSession session, string database) =>
        SqlQuery.Rows(
            session.Context.SqlConnectionObject,
            SqlText.Load(typeof(ExclusiveAccess), "Sessions"),
            row =>
                $"{row.Text("login_name")} on {row.Text("host_name")} ({row.Text("program_name")?.Trim()}, session {row.Int("session_id")})",
            default,
            ("@database", database)
        );

    /// <summary>The sessions that do not go by themselves: the server sees a connection that was just closed for a moment longer.</summary>
    public static List<string> LastingSessions(SmoSession session, string database)
    {
        var watch = Stopwatch.StartNew();
        var pace = new Pace(LookAgain);
        while (true)
        {
            var sessions = Sessions(session, database);
            if (sessions.Count == 0 || watch.Elapsed > Patience)
                return sessions;
            pace.Wait(CancellationToken.None);
        }
    }

    /// <summary>
    /// Sets an online database to single user, which rolls back and ends all other sessions; others have none. Where a run that was cut off has left
    /// it so, somebody else may have taken the only place since: that session is ended.
    /// </summary>
    public static void Take(SmoSession session, string database)
    {
        if (StateOf(session, database) is not DatabaseState.Online)
            return;
        var alone = $"ALTER DATABASE {SqlIdentifier.Quote(database)} SET SINGLE_USER WITH ROLLBACK IMMEDIATE";
        try
        {
            session.Context.ExecuteNonQuery(alone);
        }
        catch (Exception exception) when (SqlErrors.Cause(exception)?.Number == SqlMessages.SingleUserTaken)
        {
            foreach (var id in Ids(session, database))
                session.Context.ExecuteNonQuery(FormattableString.Invariant($"KILL {id}"));
            session.Context.ExecuteNonQuery(alone);
        }
    }

    private static List<int> Ids(SmoSession session, string database) =>
        SqlQuery.Rows(
            session.Context.SqlConnectionObject,
            SqlText.Load(typeof(ExclusiveAccess), "Sessions"),
            row => row.Int("session_id") ?? 0,
            default,
            ("@database", database)
        );

    /// <summary>Lets others in again after what needed the database alone has failed. What fails here would only hide the first failure.</summary>
    public static void GiveBack(SmoSession session, string database)
    {
        try
        {
            if (StateOf(session, database) is DatabaseState.Online)
                session.Context.ExecuteNonQuery($"ALTER DATABASE {SqlIdentifier.Quote(database)} SET MULTI_USER");
        }
        catch (Exception exception) when (SqlErrors.IsFromServer(exception) || exception is InvalidOperationException) { }
    }

    private static DatabaseState StateOf(SmoSession session, string database)
    {
        var states = SqlQuery.Rows(
            session.Context.SqlConnectionObject,
            SqlText.Load(typeof(ExclusiveAccess), "DatabaseState"),
            row => row.Text("state_desc"),
            default,
            ("@database", database)
        );
        if (states.Count == 0)
            return DatabaseState.Missing;
        return states[0] == "ONLINE" ? DatabaseState.Online : DatabaseState.Offline;
    }
}
