using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Requests;

namespace BizTalkDR.Sandbox.Storage.Restore;

/// <summary>What forbids a restore.</summary>
internal static class RestoreRules
{
    /// <summary>Before anything is read: 3021 in a transaction, 3031 options at odds, 3147 tempdb, 3108 and 3109 master.</summary>
    internal static void Check(RestoreRequest request, int transactionCount)
    {
        // The forms that only read a device may run in one: INSERT ... EXEC('RESTORE FILELISTONLY ...') is a common way to read it.
        if (transactionCount > 0 && request.Kind is (RestoreKind.Database or RestoreKind.Log))
            throw MessageCatalog.Error(3021);
        if (request is { NoRecovery: true, StandbyFile: not null })
            throw MessageCatalog.Error(3031, "NORECOVERY", "STANDBY");
        if (request is { StopAt: not null, StopMark: not null })
            throw MessageCatalog.Error(3031, "STOPAT", "STOPATMARK");
        if (request.Stats is < 1 or > 100)
            throw MessageCatalog.Error(3250, request.Stats, "STATS");
        if (request.DatabaseName.SameAs("tempdb"))
            throw MessageCatalog.Error(3147);
        if (request.DatabaseName.SameAs("master"))
            throw MessageCatalog.Error(3108);
    }

    /// <summary>
    /// Whether a full backup may overwrite a database: 3102 and 3101 it is in use, 3154 it is another database, 3159 the tail of its log
    /// is not backed up. REPLACE lifts the last two.
    /// </summary>
    internal static void CheckOverwrite(RestoreJob job, Database existing)
    {
        job.Claim(existing);
        if (job.Request.Replace)
            return;
        var isSameName = job.Header.DatabaseName.SameAs(existing.Name);
        if (!isSameName && job.Header.FamilyGUID != existing.FamilyGuid)
            throw MessageCatalog.Error(3154, existing.Name);
        if (existing.State == DatabaseState.Online && existing.Sequence is null && !existing.ArchivePoint.IsNone)
            throw MessageCatalog.Error(3159, existing.Name);
    }

    /// <summary>
    /// The sequence that a log or differential goes on with: 3102 and 3101 in use, 3117 not being restored, 4319 another set was
    /// interrupted.
    /// </summary>
    internal static RestoreSequence TakeForRollForward(RestoreJob job, Database database)
    {
        lock (job.Instance.DatabaseCommands)
        {
            job.Claim(database);
            var sequence = database.Sequence ?? throw MessageCatalog.Error(3117);
            if (sequence.Interrupted is { } interrupted && interrupted != job.Header.BackupSetGUID)
                throw MessageCatalog.Error(4319, database.Files[0].LogicalName);
            if (job.Request.Restart && sequence.Interrupted is null)
                job.Send(3018, $"{job.Instance.Options.BackupPath}\\{database.Name}.CKP");
            return sequence;
        }
    }
}
