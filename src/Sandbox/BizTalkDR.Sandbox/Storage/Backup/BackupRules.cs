using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Platform;
using BizTalkDR.Sandbox.Storage.Definitions;
using BizTalkDR.Sandbox.Storage.Requests;

namespace BizTalkDR.Sandbox.Storage.Backup;

/// <summary>What forbids a backup before any device is touched.</summary>
internal static class BackupRules
{
    /// <summary>Throws the message of the first rule broken; returns the database otherwise.</summary>
    internal static Database Check(Caller session, BackupRequest request)
    {
        if (session.TransactionCount > 0)
            throw MessageCatalog.Error(3021);
        CheckOptions(request);
        var database = session.Instance.FindDatabase(request.DatabaseName) ?? throw MessageCatalog.Error(911, request.DatabaseName);
        if (database.Name.SameAs("tempdb"))
            throw MessageCatalog.Error(3147);
        CheckState(session, database);
        CheckKind(database, request);
        return database;
    }

    private static void CheckOptions(BackupRequest request)
    {
        if (request.Devices.Count == 0)
            throw MessageCatalog.Error(3207);
        if (request is { Kind: BackupKind.Differential, IsCopyOnly: true })
            throw MessageCatalog.Error(3031, "DIFFERENTIAL", "COPY_ONLY");
        if (request is { NoRecovery: true, StandbyFile: not null })
            throw MessageCatalog.Error(3031, "NORECOVERY", "STANDBY");
        if (request is { ExpireDate: not null, RetainDays: not null })
            throw MessageCatalog.Error(3031, "EXPIREDATE", "RETAINDAYS");
        if (request.Kind != BackupKind.Log && (request.NoRecovery || request.StandbyFile is not null))
            throw MessageCatalog.Error(3032, request.NoRecovery ? "norecovery" : "standby");
        if (request.Stats is < 1 or > 100)
            throw MessageCatalog.Error(3250, request.Stats, "STATS");
    }

    private static void CheckState(Caller session, Database database)
    {
        if (database.IsInStandby)
            throw MessageCatalog.Error(3036, database.Name);
        if (database.State == DatabaseState.Emergency)
            throw MessageCatalog.Error(3033);
        if (database.Options.UserAccess != UserAccess.SingleUser || database.State != DatabaseState.Online)
            database.CheckAccess(session);
    }

    private static void CheckKind(Database database, BackupRequest request)
    {
        var isMaster = database.Name.SameAs("master");
        switch (request.Kind)
        {
            case BackupKind.Log when isMaster:
                throw MessageCatalog.Error(4212);
            case BackupKind.Differential when isMaster:
                throw MessageCatalog.Error(3024);
            case BackupKind.Log when database.Options.RecoveryModel == RecoveryModel.Simple:
                throw MessageCatalog.Error(4208, "BACKUP LOG");
            case BackupKind.Log when database.ArchivePoint.IsNone:
                throw MessageCatalog.Error(4214);
            case BackupKind.Log when request.NoRecovery && database.Name.SameAs("model"):
                throw MessageCatalog.Error(4220);
            case BackupKind.Differential when database.DifferentialBase is null:
                throw MessageCatalog.Error(3035, database.Name);
        }
    }
}
