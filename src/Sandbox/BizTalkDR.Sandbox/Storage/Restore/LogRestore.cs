using BizTalkDR.BackupMedia;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Storage.Backup;
using BizTalkDR.Sandbox.Storage.Logging;

namespace BizTalkDR.Sandbox.Storage.Restore;

/// <summary>RESTORE LOG: rolls a RESTORING database forward, to the log's end or to a point in it.</summary>
internal static class LogRestore
{
    internal static void Run(RestoreJob job)
    {
        var database = job.Instance.FindDatabase(job.Request.DatabaseName) ?? throw MessageCatalog.Error(3118, job.Request.DatabaseName);
        var stop = StopPoint.Of(job.Request);
        if (job.Header.BackupType != BackupType.Log)
            throw MessageCatalog.Error(3135, job.Devices.Names[0], "BACKUP DATABASE");
        var sequence = RestoreRules.TakeForRollForward(job, database);
        CheckChain(job.Header, sequence);
        if (job.Request.StandbyFile is { } file)
            Recovery.UndoFilePath(database, file);

        sequence.Interrupted = job.Header.BackupSetGUID;
        var content = job.ReadContent(database);
        var log = content.Log;
        // A point that can't be reached from here is refused before anything is rolled forward.
        sequence.Interrupted = null;
        var last = Lsn.FromDecimal(job.Header.LastLSN!.Value);
        var end = stop?.Find(log, sequence) ?? last;
        var isReached = !end.IsNone;
        if (job.Header.HasBulkLoggedData && isReached && end < last)
            throw MessageCatalog.Error(4341);
        end = Lsn.Max(isReached ? Lsn.Min(end, last) : last, sequence.RedoPoint);
        var files = FileChanges.Plan(job, database, log.Records.Where(record => record.Lsn >= sequence.RedoPoint && record.Lsn < end));
        Recovery.LeaveStandby(database);
        database.RollForward(log.Records, sequence.RedoPoint, end, sequence);
        if (files is not null)
            FilePlacement.Put(database, files);
        sequence.Fork = ForkAt(job.Header, sequence);

        var pages = job.ReportPages(database, content);
        job.AddHistory(database);
        if (!isReached)
            job.Send(stop!.NotReachedMessage);
        Recovery.Finish(database, job.Request, isReached);
        job.ReportSuccess("RESTORE LOG", pages);
    }

    /// <summary>4305: the log begins after the redo point. 4326: it ends before. 4330: it belongs to another recovery path.</summary>
    private static void CheckChain(BackupSetHeader header, RestoreSequence sequence)
    {
        var first = Lsn.FromDecimal(header.FirstLSN!.Value);
        var last = Lsn.FromDecimal(header.LastLSN!.Value);
        if (first > sequence.RedoPoint)
            throw MessageCatalog.Error(4305, first, sequence.RedoPoint);
        if (last < sequence.RedoPoint)
            throw MessageCatalog.Error(4326, last, sequence.RedoPoint);
        var forkPoint = header.ForkPointLSN is { } point ? Lsn.FromDecimal(point) : Lsn.None;
        var isBeforeFork = sequence.Fork == header.FirstRecoveryForkID && (forkPoint.IsNone || sequence.RedoPoint <= forkPoint);
        var isAfterFork = sequence.Fork == header.RecoveryForkID && sequence.RedoPoint >= forkPoint;
        if (!isBeforeFork && !isAfterFork)
            throw MessageCatalog.Error(4330);
    }

    private static Guid ForkAt(BackupSetHeader header, RestoreSequence sequence) =>
        header.ForkPointLSN is { } point && sequence.RedoPoint <= Lsn.FromDecimal(point)
            ? header.FirstRecoveryForkID!.Value
            : header.RecoveryForkID!.Value;
}
