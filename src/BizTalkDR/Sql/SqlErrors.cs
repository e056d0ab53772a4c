using Microsoft.Data.SqlClient;
using Microsoft.SqlServer.Management.Common;
using Microsoft.SqlServer.Management.Smo;

namespace BizTalkDR.Sql;

/// <summary>Finds what the server said inside the exceptions that SMO wraps around it.</summary>
internal static class SqlErrors
{
    /// <summary>Whether an exception comes from SqlClient or SMO.</summary>
    public static bool IsFromServer(Exception exception) =>
        exception is SqlException or SmoException or SqlServerManagementException or ConnectionException;

    /// <summary>The error that caused a failure, or null if no server message is inside.</summary>
    public static SqlError? Cause(Exception exception)
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is SqlException sql)
                return First(sql);
        }
        return null;
    }

    /// <summary>The server's words about a failure; the exception's own if there are none.</summary>
    public static string Describe(Exception exception) => Describe(exception, Cause(exception));

    /// <summary>The server's words about a failure; the exception's own if there is no error.</summary>
    public static string Describe(Exception exception, SqlError? error) =>
        error is not null ? $"{error.Message} (message {error.Number})" : exception.GetBaseException().Message;

    private static SqlError? First(SqlException exception)
    {
        var errors = exception.Errors.Cast<SqlError>().Where(error => error.Class > 10).ToList();
        return errors.FirstOrDefault(error => error.Number != SqlMessages.TerminatingAbnormally)
            ?? errors.FirstOrDefault()
            ?? exception.Errors.Cast<SqlError>().FirstOrDefault();
    }
}
