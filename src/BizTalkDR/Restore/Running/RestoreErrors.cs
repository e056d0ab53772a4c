using BizTalkDR.Errors;
using BizTalkDR.Restore.Plan;
using BizTalkDR.Sql;
using Microsoft.Data.SqlClient;

namespace BizTalkDR.Restore.Running;

/// <summary>The errors of a running restore.</summary>
internal static class RestoreErrors
{
    /// <summary>Message 4329 after the log that should hold the mark.</summary>
    public static DatabaseSetException MarkNotReached(DatabasePlan database, RestoreAction action) =>
        new(
            "MarkNotReached",
            ErrorKind.Operation,
            $"{database.Target.Key} did not reach mark {action.StopAtMark}: {action.Backup!.Path} does not hold it (message 4329). "
                + "The database is RESTORING and was not recovered, nor was any other."
        )
        {
            Server = database.Target.Instance,
            Database = database.Target.Database,
            SqlErrorNumber = SqlMessages.MarkNotReached,
            Remedy =
                "Do not recover any database of the set. List the marks again, choose an earlier one that all databases hold, and restore all of them to it, starting over from a full backup.",
            DocumentationUri = Documentation.RelatedDatabases,
        };

    /// <summary>The plan of a database ends without a log that reached the mark.</summary>
    public static DatabaseSetException NoLogReachesMark(DatabasePlan database, string mark) =>
        new(
            "MarkNotReached",
            ErrorKind.Operation,
            $"{database.Target.Key} is not at mark {mark}: the plan has no log backup that reaches it. The database was not recovered, nor was any other."
        )
        {
            Server = database.Target.Instance,
            Database = database.Target.Database,
            Remedy = "Do not recover any database of the set. Make the plan again.",
            DocumentationUri = Documentation.RelatedDatabases,
        };

    /// <summary>A log holds a mark of the same name before the one that is meant.</summary>
    public static DatabaseSetException StoppedBeforeMark(DatabasePlan database, RestoreAction action, decimal redoPoint, decimal lsn) =>
        new(
            "MarkNotReached",
            ErrorKind.Operation,
            FormattableString.Invariant(
                $"{database.Target.Key} stopped at LSN {redoPoint} in {action.Backup!.Path}, before mark {action.StopAtMark} at LSN {lsn}: the log holds an earlier mark of that name. "
            ) + "The database is RESTORING and was not recovered, nor was any other."
        )
        {
            Server = database.Target.Instance,
            Database = database.Target.Database,
            Remedy = "Plan the restore again, naming the mark together with its backup set (-MarkSetId), where Get-BtsLogMark tells it.",
            DocumentationUri = Documentation.RelatedDatabases,
        };

    /// <summary>The data of a recovered database do not agree with the mark.</summary>
    public static DatabaseSetException OtherMark(DatabasePlan database, string difference) =>
        new("RecoveredAtOtherMark", ErrorKind.Operation, $"{database.Target.Key} was recovered, but not at the mark: {difference}")
        {
            Server = database.Target.Instance,
            Database = database.Target.Database,
            Remedy = "Do not use the set of databases. Restore all of them to one mark, starting over from a full backup.",
            DocumentationUri = Documentation.RelatedDatabases,
        };

    /// <summary>The server refused a statement.</summary>
    public static DatabaseSetException Failed(DatabasePlan database, string? file, Exception cause, SqlError? error)
    {
        return new DatabaseSetException(
            "RestoreFailed",
            ErrorKind.Operation,
            $"The restore of {database.Target.Key}{(file is null ? "" : $" from {file}")} failed: {SqlErrors.Describe(cause, error)}",
            cause
        )
        {
            Server = database.Target.Instance,
            Database = database.Target.Database,
            SqlErrorNumber = error?.Number,
            Remedy = Remedy(error?.Number),
            DocumentationUri = error?.Number >= 4000 ? Documentation.Messages4000 : Documentation.Messages3000,
        };
    }

    public static void ThrowIfFailed(RestoreOutcome outcome)
    {
        if (outcome.Succeeded)
            return;
        var failed = outcome.Databases.Where(database => database.Error is not null).ToList();
        if (failed.Count == 0 && outcome.WasCancelled)
            throw new OperationCanceledException(
                "The restore was cancelled; the databases that were begun are RESTORING and can be continued."
            );
        var first = failed.Select(database => database.Error!).FirstOrDefault();
        var lines = failed.Select(database => $"\n- {database.Error!.Message}");
        throw new DatabaseSetException(
            first?.ErrorId ?? "RestoreIncomplete",
            first?.Kind ?? ErrorKind.Operation,
            $"{failed.Count} of {outcome.Databases.Count} databases did not end as planned:" + string.Concat(lines),
            first
        )
        {
            Server = first?.Server,
            Database = first?.Database,
            Remedy = first?.Remedy,
            DocumentationUri = first?.DocumentationUri,
            SqlErrorNumber = first?.SqlErrorNumber,
        };
    }

    private static string Remedy(int? number) =>
        number switch
        {
            SqlMessages.HistoryNotWritten =>
                "The backup was restored, and msdb could not take the row that proves it: nothing was recovered. Look after msdb of the instance (its space, its log, "
                    + "whether it is read-only), then plan again: the databases are continued from where they stand.",
            SqlMessages.DatabaseInUse => "Kill the sessions in the database (or allow the restore to do it), then run the restore again.",
            SqlMessages.OtherDatabase or SqlMessages.TailNotBackedUp =>
                "The backup belongs to another database, or the log's tail is not backed up: check the target, then allow it to be replaced.",
            SqlMessages.CannotOpenDevice or SqlMessages.CannotReadDevice =>
                "Check that the file is there and that the account of the SQL Server service may read it, then run the restore again.",
            3241 or 3242 or 3243 or 3245 or 3183 or 3189 =>
                "The file is damaged: bring back a good copy, or choose a mark that does not need it.",
            SqlMessages.LogTooRecent or SqlMessages.LogTooEarly =>
                "The log does not fit where the database stands: read the situation anew and plan again.",
            SqlMessages.OtherFork => "The log lies on another recovery fork: choose a mark on this fork, or start over from a full backup.",
            SqlMessages.RestoreInterrupted => "An earlier restore was interrupted: run the same plan again, it begins with that backup.",
            SqlMessages.Deadlock or SqlMessages.Timeout => "Run the restore again.",
            _ => "Correct the cause and plan again: the databases that were begun are RESTORING and are continued from where they stand.",
        };
}
