using BizTalkDR.Errors;
using BizTalkDR.Sql;

namespace BizTalkDR.Runbook;

/// <summary>
/// What goes wrong inside a step, as an error of ours: what the step was doing, where, what the server said, and the way on. What SqlClient, SMO or
/// the system throws says none of that.
/// </summary>
internal static class StepErrors
{
    /// <summary>The error of a step.</summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="number">The step's number.</param>
    /// <param name="title">Its title.</param>
    /// <param name="act">The act that it was in; null outside of one.</param>
    public static Exception Of(Exception error, int number, string title, StepAction? act)
    {
        var known = error is AggregateException several
            ? several.Flatten().InnerExceptions.FirstOrDefault(each => each is BizTalkDRException) ?? error
            : error;
        if (known is BizTalkDRException || !SqlErrors.IsFromServer(Innermost(known)))
            return known;
        var cause = Innermost(known);
        var sql = SqlErrors.Cause(cause);
        var doing = act is null ? "looking at the servers" : $"'{act.Description}' for {act.Target}";
        return new BizTalkDRException(
            "StepFailed",
            ErrorKind.Operation,
            $"Step {number} ({title}) failed at {doing}: {SqlErrors.Describe(cause)}",
            cause
        )
        {
            Server = act?.Server ?? sql?.Server,
            Database = act?.Database,
            SqlErrorNumber = sql?.Number,
            Remedy = Remedy(sql?.Number),
            DocumentationUri = Documentation.RestoringProduction,
        };
    }

    private static string Remedy(int? number) =>
        number switch
        {
            SqlMessages.Timeout or SqlMessages.LockTimeout or SqlMessages.Deadlock =>
                "The server was busy or locked: look at what blocks there (sys.dm_exec_requests), then go on with the run; what is done is left alone.",
            SqlMessages.ObjectPermissionDenied or SqlMessages.PermissionDenied =>
                "The login lacks a right there: a failback needs sysadmin on every instance. Grant it, then go on with the run; what is done is left alone.",
            SqlMessages.DatabaseInUse or SqlMessages.SingleUserTaken =>
                "Stop what uses the database, or allow its sessions to be ended (-KillSession), then go on with the run; what is done is left alone.",
            _ => "Mend what the server's message names (its error log has more), then go on with the run; what is done is left alone.",
        };

    private static Exception Innermost(Exception error) =>
        error is AggregateException several ? several.Flatten().InnerExceptions[0] : error;
}
