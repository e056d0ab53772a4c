using BizTalkDR.BackupMedia;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Logging;

namespace BizTalkDR.Sandbox.Storage.Restore;

/// <summary>RESTORE DATABASE from a full backup: makes or overwrites the database and begins a restore sequence.</summary>
internal static class DatabaseRestore
{
    internal static void Run(RestoreJob job)
    {
        var existing = job.Instance.FindDatabase(job.Request.DatabaseName);
        switch (job.Header.BackupType)
        {
            case BackupType.Database:
                break;
            case BackupType.DifferentialDatabase:
                DifferentialRestore.Run(job, existing ?? throw MessageCatalog.Error(3118, job.Request.DatabaseName));
                return;
            default:
                throw existing is null
                    ? MessageCatalog.Error(3118, job.Request.DatabaseName)
                    : MessageCatalog.Error(3135, job.Devices.Names[0], "BACKUP LOG");
        }
        CheckStopPoint(job);
        var database = Begin(job);
        Load(job, database, out var pages);
        job.AddHistory(database);
        Finish(job, database);
        job.ReportSuccess("RESTORE DATABASE", pages);
    }

    /// <summary>
    /// 3145: the simple recovery model knows no points. 4340: a mark by its name can only stop a log, one by its LSN a database too (4334 when it is none). 4338:
    /// the point lies before the end of the backup, whose data are all or nothing.
    /// </summary>
    private static void CheckStopPoint(RestoreJob job)
    {
        var point = StopPoint.Of(job.Request);
        if (point is not null && job.Header.RecoveryModel.SameAs("SIMPLE"))
            throw MessageCatalog.Error(3145);
        if (point is StopLsn { Lsn: var lsn })
        {
            if (lsn < Lsn.FromDecimal(job.Header.LastLSN!.Value))
                throw MessageCatalog.Error(4338);
            return;
        }
        if (job.Request is { StopMark: not null, StopMarkAfter: null })
            throw MessageCatalog.Error(4340);
        if ((job.Request.StopAt ?? job.Request.StopMarkAfter) < job.Header.BackupFinishDate)
            throw MessageCatalog.Error(4338);
    }

    /// <summary>Settles name, files and exclusive use; from here on the database is RESTORING, and interrupted until it is loaded.</summary>
    private static Database Begin(RestoreJob job)
    {
        var instance = job.Instance;
        lock (instance.DatabaseCommands)
        {
            var existing = instance.FindDatabase(job.Request.DatabaseName);
            if (existing is not null)
                RestoreRules.CheckOverwrite(job, existing);
            var files = FilePlacement.Plan(instance, job.Request, job.Header, existing);
            var database = existing ?? instance.AddDatabase(job.Request.DatabaseName);
            job.Claim(database);
            if (existing is null)
                (database.OwnerSid, database.DatabaseGuid) = (job.Session.Login.Sid, Guid.NewGuid());
            (database.State, database.IsInStandby) = (DatabaseState.Restoring, false);
            database.ArchivePoint = Lsn.None;
            database.CreateDate = instance.Host.Clock.Now;
            database.FamilyGuid = job.Header.FamilyGUID ?? database.FamilyGuid;
            database.DifferentialBase = BaseOf(job.Header);
            FilePlacement.Put(database, files);
            database.Sequence = new RestoreSequence
            {
                BaseBackup = job.Header.BackupSetGUID!.Value,
                Fork = job.Header.RecoveryForkID!.Value,
                Interrupted = job.Header.BackupSetGUID,
            };
            return database;
        }
    }

    private static void Load(RestoreJob job, Database database, out long pages)
    {
        var content = job.ReadContent(database);
        database.Load(content.Image!);
        database.RollForward(content.Log.Records, content.Image!.Lsn, Lsn.FromDecimal(job.Header.LastLSN!.Value), database.Sequence!);
        database.Sequence!.Interrupted = null;
        database.Sequence.NoteTime(job.Header.BackupFinishDate);
        pages = job.ReportPages(database, content);
    }

    /// <summary>A stop time later than the backup can't be reached by it: 4322 and no recovery.</summary>
    private static void Finish(RestoreJob job, Database database)
    {
        var later = StopPoint.Of(job.Request);
        if (later is StopLsn { IsBefore: true, Lsn: var lsn } && lsn == database.Sequence!.RedoPoint)
            later = null;
        if (later is not null && !job.Request.NoRecovery)
            job.Send(later is StopLsn ? later.NotReachedMessage : 4322);
        Recovery.Finish(database, job.Request, isPointReached: later is null);
    }

    /// <summary>What later differentials of the restored database are based on: this backup, or for a copy-only one the base it shows.</summary>
    private static DifferentialBase? BaseOf(BackupSetHeader header)
    {
        if (!header.IsCopyOnly)
            return new DifferentialBase(
                Lsn.FromDecimal(header.CheckpointLSN!.Value),
                header.BackupSetGUID!.Value,
                (header.BackupStartDate ?? default) - (header.TimeZoneOffset ?? TimeSpan.Zero)
            );
        return header.Files.FirstOrDefault(file => file.DifferentialBaseGUID is not null) is { } file
            ? new DifferentialBase(Lsn.FromDecimal(file.DifferentialBaseLSN!.Value), file.DifferentialBaseGUID!.Value, default)
            : null;
    }
}
