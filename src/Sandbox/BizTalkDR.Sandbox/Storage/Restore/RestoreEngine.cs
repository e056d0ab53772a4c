using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Results;
using BizTalkDR.Sandbox.Storage.Requests;

namespace BizTalkDR.Sandbox.Storage.Restore;

/// <summary>RESTORE in all its forms.</summary>
internal static class RestoreEngine
{
    /// <summary>Runs a restore. Throws its cause, followed by 3013.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="request">For what.</param>
    /// <param name="sink">Takes result sets (HEADERONLY and its like), 3211, 4035, 3014, 3262.</param>
    /// <param name="attention">Ends it: the database is left RESTORING.</param>
    /// <param name="authorize">Throws when who asks may not do that.</param>
    internal static void Run(
        Caller session,
        RestoreRequest request,
        IResultSink sink,
        CancellationToken attention,
        Action? authorize = null
    )
    {
        try
        {
            RestoreRules.Check(request, session.TransactionCount);
            authorize?.Invoke();
            if (request.Devices.Count == 0)
                RecoverAlone(session, request, sink);
            else
                Read(session, request, sink, attention);
            session.Instance.ErrorLog.RestoreDone(request);
        }
        catch (SqlServerException cause)
        {
            throw new SqlServerException(cause.Error, [.. cause.Following, MessageCatalog.Message(3013, StatementName(request))]);
        }
    }

    private static string StatementName(RestoreRequest request) =>
        request.Kind switch
        {
            RestoreKind.Log => "RESTORE LOG",
            RestoreKind.HeaderOnly => "RESTORE HEADERONLY",
            RestoreKind.FileListOnly => "RESTORE FILELIST",
            RestoreKind.LabelOnly => "RESTORE LABELONLY",
            RestoreKind.VerifyOnly => "VERIFY DATABASE",
            _ => "RESTORE DATABASE",
        };

    private static void Read(Caller session, RestoreRequest request, IResultSink sink, CancellationToken attention)
    {
        switch (request.Kind)
        {
            case RestoreKind.HeaderOnly:
                HeaderOnly.Run(session, request, sink);
                return;
            case RestoreKind.LabelOnly:
                LabelOnly.Run(session, request, sink);
                return;
        }
        using var job = new RestoreJob(session, request, sink, attention);
        switch (request.Kind)
        {
            case RestoreKind.Database:
                DatabaseRestore.Run(job);
                break;
            case RestoreKind.Log:
                LogRestore.Run(job);
                break;
            case RestoreKind.FileListOnly:
                FileListOnly.Send(job.Header, sink);
                break;
            default:
                VerifyOnly.Run(job);
                break;
        }
    }

    /// <summary>RESTORE DATABASE x WITH RECOVERY: online at the present redo point. Throws 911, 3153, 4333, 4319.</summary>
    private static void RecoverAlone(Caller session, RestoreRequest request, IResultSink sink)
    {
        var instance = session.Instance;
        var started = instance.Host.Clock.UtcNow;
        lock (instance.DatabaseCommands)
        {
            var database = instance.FindDatabase(request.DatabaseName) ?? throw MessageCatalog.Error(911, request.DatabaseName);
            AvailabilityGroup.Refuse(database, 3104);
            DatabaseUse.TakeExclusive(database, session, "RESTORE");
            var sequence = database.Sequence ?? throw MessageCatalog.Error(3153);
            if (sequence.RedoPoint.IsNone)
                throw MessageCatalog.Error(4333);
            if (sequence.Interrupted is not null)
                throw MessageCatalog.Error(4319, database.Files[0].LogicalName);
            if (request.NoRecovery)
                Recovery.LeaveStandby(database);
            else
                Recovery.Finish(database, request);
        }
        sink.Message(Backup.BackupJob.Success("RESTORE DATABASE", 0, instance.Host.Clock.UtcNow - started));
    }
}
