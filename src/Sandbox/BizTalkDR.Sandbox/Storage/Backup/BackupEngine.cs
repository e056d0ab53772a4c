using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Storage.Requests;

namespace BizTalkDR.Sandbox.Storage.Backup;

/// <summary>BACKUP DATABASE (full and differential) and BACKUP LOG.</summary>
internal static class BackupEngine
{
    /// <summary>Runs a backup. Throws its cause, followed by 3013.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="request">For what.</param>
    /// <param name="sink">Takes 3211, 4035 and 3014.</param>
    /// <param name="attention">Ends it: what was written stays behind as an incomplete set.</param>
    /// <param name="authorize">Throws when who asks may not back the database up.</param>
    internal static void Run(
        Caller session,
        BackupRequest request,
        IResultSink sink,
        CancellationToken attention,
        Action<Database>? authorize = null
    )
    {
        try
        {
            var database = BackupRules.Check(session, request);
            authorize?.Invoke(database);
            var job = new BackupJob(session, database, request, sink, attention);
            database.Workers[session] = true;
            try
            {
                if (request.Kind == BackupKind.Log)
                    LogBackup.Run(job);
                else
                    DataBackup.Run(job);
            }
            finally
            {
                database.Workers.TryRemove(session, out _);
            }
            session.Instance.ErrorLog.BackupDone(request);
        }
        catch (SqlServerException cause)
        {
            session.Instance.ErrorLog.BackupFailed(request);
            throw new SqlServerException(cause.Error, [.. cause.Following, MessageCatalog.Message(3013, StatementName(request))]);
        }
    }

    /// <summary>The statement as 3013 and 3014 name it.</summary>
    internal static string StatementName(BackupRequest request) =>
        request.Kind switch
        {
            BackupKind.Database => "BACKUP DATABASE",
            BackupKind.Differential => "BACKUP DATABASE WITH DIFFERENTIAL",
            _ => "BACKUP LOG",
        };
}
