using Microsoft.Data.SqlClient;

namespace BizTalkDR.Sql;

/// <summary>
/// Listens whether all that went wrong with a backup is that msdb could not take its row: message 3009 has the severity of an error, and says itself that
/// the backup was successful. Without that row msdb tells nobody of it; the file does.
/// </summary>
internal sealed class UnrecordedHistory : IDisposable
{
    // Messages up to this severity inform; those above are errors.
    private const int LastInformation = 10;

    private readonly SmoSession session;
    private bool isUnrecorded;
    private bool hasFailed;

    public UnrecordedHistory(SmoSession session)
    {
        this.session = session;
        session.Context.InfoMessage += Listen;
    }

    /// <summary>Whether msdb has no row of a backup that is there.</summary>
    public bool IsAll => isUnrecorded && !hasFailed;

    /// <summary>Whether what was thrown tells of nothing else either.</summary>
    /// <param name="thrown">What came of the statement.</param>
    public bool IsAllOf(Exception thrown)
    {
        for (Exception? inner = thrown; inner is not null; inner = inner.InnerException)
        {
            if (inner is SqlException sql)
                Take(sql.Errors);
        }
        return IsAll;
    }

    public void Dispose() => session.Context.InfoMessage -= Listen;

    private void Listen(object sender, SqlInfoMessageEventArgs e) => Take(e.Errors);

    private void Take(SqlErrorCollection errors)
    {
        foreach (SqlError error in errors)
        {
            if (error.Class <= LastInformation)
                continue;
            isUnrecorded |= error.Number == SqlMessages.HistoryNotWritten;
            hasFailed |= error.Number != SqlMessages.HistoryNotWritten;
        }
    }
}
