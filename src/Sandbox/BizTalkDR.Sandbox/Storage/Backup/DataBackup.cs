using BizTalkDR.BackupMedia;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Storage.Logging;
using BizTalkDR.Sandbox.Storage.Requests;

namespace BizTalkDR.Sandbox.Storage.Backup;

/// <summary>
/// BACKUP DATABASE: the rows as they stood at a checkpoint, changes of open transactions included, and the log from there (or from the
/// oldest open transaction) to the end of the backup.
/// </summary>
internal static class DataBackup
{
    internal static void Run(BackupJob job)
    {
        var database = job.Database;
        if (!Monitor.TryEnter(database.DataBackupGate))
            throw MessageCatalog.Error(3023);
        try
        {
            RunAlone(job);
        }
        finally
        {
            Monitor.Exit(database.DataBackupGate);
        }
    }

    private static void RunAlone(BackupJob job)
    {
        var database = job.Database;
        DatabaseImage image;
        Lsn first;
        Lsn checkpoint;
        bool beginsChain;
        lock (database.Latch)
        {
            first = database.OldestActive;
            checkpoint = database.CheckpointUnlessReadOnly();
            first = Lsn.Min(first, checkpoint);
            database.KeepLog(first);
            image = database.TakeImage(job.Request.Kind == BackupKind.Differential ? database.DifferentialBase!.Lsn : Lsn.None);
            beginsChain = database.TryBeginLogChain(first, job.Request.IsCopyOnly);
        }
        var isComplete = false;
        try
        {
            var data = ImageCodec.Write(image);
            var range = new BackupRange(first, first, checkpoint, DataBytes: data.Length);
            var header = job.Write(range, data, () => ReadLog(database, first));
            isComplete = true;
            if (job.Request is { Kind: BackupKind.Database, IsCopyOnly: false })
                database.SetDifferentialBase(
                    new DifferentialBase(checkpoint, header.BackupSetGUID!.Value, database.Instance.Host.Clock.UtcNow)
                );
        }
        finally
        {
            if (beginsChain && !isComplete)
                database.ArchivePoint = Lsn.None;
            database.ReleaseLog(first);
        }
    }

    private static (LogContent Log, Lsn Last) ReadLog(Database database, Lsn first)
    {
        lock (database.Latch)
        {
            database.Log.Flush();
            var last = database.Log.Next;
            return (new LogContent(database.Instance.Host.Clock.Now, database.Log.Read(first, last)), last);
        }
    }
}
