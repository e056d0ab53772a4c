using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Storage.Logging;

namespace BizTalkDR.Sandbox.Storage.Restore;

/// <summary>RESTORE DATABASE from a differential backup, onto its base restored WITH NORECOVERY.</summary>
internal static class DifferentialRestore
{
    internal static void Run(RestoreJob job, Database database)
    {
        var last = Lsn.FromDecimal(job.Header.LastLSN!.Value);
        var sequence = RestoreRules.TakeForRollForward(job, database);
        if (job.Header.DifferentialBaseGUID != sequence.BaseBackup)
            throw MessageCatalog.Error(3136);
        if (last < sequence.RedoPoint)
            throw MessageCatalog.Error(3120);
        if (job.Request.StandbyFile is { } file)
            Recovery.UndoFilePath(database, file);
        var files = FileChanges.Plan(job, database);

        sequence.Interrupted = job.Header.BackupSetGUID;
        var content = job.ReadContent(database);
        Recovery.LeaveStandby(database);
        FilePlacement.Put(database, files);
        database.Load(content.Image!, isDifferential: true);
        sequence.Open.Clear();
        database.RollForward(content.Log.Records, content.Image!.Lsn, last, sequence);
        (sequence.Fork, sequence.Interrupted) = (job.Header.RecoveryForkID!.Value, null);
        sequence.NoteTime(job.Header.BackupFinishDate);

        var pages = job.ReportPages(database, content);
        job.AddHistory(database);
        Recovery.Finish(database, job.Request);
        job.ReportSuccess("RESTORE DATABASE", pages);
    }
}
