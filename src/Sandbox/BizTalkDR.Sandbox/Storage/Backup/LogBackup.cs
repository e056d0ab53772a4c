using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Logging;

namespace BizTalkDR.Sandbox.Storage.Backup;

/// <summary>BACKUP LOG: the log from the end of the last log backup on. A tail-log backup takes the database out of use with it.</summary>
internal static class LogBackup
{
    internal static void Run(BackupJob job)
    {
        lock (job.Database.LogBackupGate)
        {
            if (job.Request.NoRecovery || job.Request.StandbyFile is not null)
                RunTail(job);
            else
                BackUp(job);
        }
    }

    private static void RunTail(BackupJob job)
    {
        var database = job.Database;
        lock (database.Instance.DatabaseCommands)
        {
            DatabaseUse.TakeExclusive(database, job.Session, "BACKUP LOG");
            database.State = DatabaseState.Restoring;
        }
        var isDone = false;
        try
        {
            BackUp(job);
            isDone = true;
        }
        finally
        {
            if (!isDone)
                database.State = DatabaseState.Online;
        }
        database.Sequence = RestoreSequence.AfterTailLog(database);
        if (job.Request.StandbyFile is { } file)
            Recovery.BringToStandby(database, file);
    }

    private static void BackUp(BackupJob job)
    {
        var database = job.Database;
        Lsn first;
        Lsn last;
        LogContent content;
        lock (database.Latch)
        {
            first = database.ArchivePoint;
            database.Log.Flush();
            last = database.Log.Next;
            content = new LogContent(database.Instance.Host.Clock.Now, database.Log.Read(first, last));
            database.KeepLog(first);
        }
        try
        {
            var range = new BackupRange(first, last, database.LastCheckpoint, content.Records.OfType<BulkOperationRecord>().Any());
            job.Write(range, null, () => (content, last));
            if (!job.Request.IsCopyOnly && !job.Request.NoTruncate)
                database.SetArchived(last);
        }
        finally
        {
            database.ReleaseLog(first);
        }
        database.Truncate();
    }
}
