using System.Globalization;
using BizTalkDR.Errors;

namespace BizTalkDR.Sql;

/// <summary>What SqlClient or SMO throw where nobody has said yet what was being done, as an error of ours.</summary>
public static class ServerErrors
{
    /// <summary>The error with its server and number and the way on; as it is, where it does not come from a server.</summary>
    /// <param name="error">What was thrown.</param>
    public static Exception Explain(Exception error)
    {
        if (error is BizTalkDRException || !SqlErrors.IsFromServer(error))
            return error;
        var cause = SqlErrors.Cause(error);
        var server = cause?.Server is { Length: > 0 } name ? name : null;
        return new BizTalkDRException(
            "StatementFailed",
            ErrorKind.Operation,
            string.Format(
                CultureInfo.InvariantCulture,
                "{0} has refused a statement: {1}",
                server ?? "SQL Server",
                SqlErrors.Describe(error, cause)
            ),
            error
        )
        {
            Server = server,
            SqlErrorNumber = cause?.Number,
            Remedy = "Mend what the server's message names (its error log has more), then try again.",
        };
    }
}
