using BizTalkDR.Sql;

namespace BizTalkDR.Backups.Headers;

/// <summary>
/// The fields of a header by the names under which they are found: first RESTORE HEADERONLY's, then msdb.dbo.backupset's, then those of other
/// tools. A new field is added here, and in <see cref="BackupHeader"/>.
/// </summary>
internal static class HeaderFields
{
    // What HEADERONLY shows instead of the name of a set that asks for a password.
    private const string HiddenByPassword = "*** PASSWORD PROTECTED ***";

    /// <summary>The names of the database.</summary>
    public static string[] DatabaseNames { get; } = ["DatabaseName", "Database", "database_name"];

    /// <summary>The names of the server.</summary>
    public static string[] ServerNames { get; } = ["ServerName", "server_name", "SqlInstance", "MachineName", "ComputerName"];

    /// <summary>Reads a header.</summary>
    /// <param name="values">Its values.</param>
    /// <param name="type">The kind of backup, which each source writes in its own way.</param>
    public static BackupHeader Read(IHeaderValues values, BackupType type) =>
        new()
        {
            Position = (int)(values.Number("Position") ?? 1),
            BackupType = type,
            ServerName = values.Text(ServerNames),
            DatabaseName = values.Text(DatabaseNames) ?? "",
            DatabaseVersion = (int?)values.Number("DatabaseVersion", "database_version"),
            SoftwareVersionMajor = (int?)values.Number("SoftwareVersionMajor", "software_major_version"),
            FirstLSN = values.Lsn("FirstLSN", "first_lsn"),
            LastLSN = values.Lsn("LastLSN", "last_lsn"),
            CheckpointLSN = values.Lsn("CheckpointLSN", "checkpoint_lsn"),
            DatabaseBackupLSN = values.Lsn("DatabaseBackupLSN", "database_backup_lsn"),
            DifferentialBaseLSN = values.Lsn("DifferentialBaseLSN", "differential_base_lsn"),
            DifferentialBaseGUID = values.Guid("DifferentialBaseGUID", "differential_base_guid"),
            BackupStartDate = values.Time("BackupStartDate", "backup_start_date", "Start"),
            BackupFinishDate = values.Time("BackupFinishDate", "backup_finish_date", "End"),
            RecoveryModel = values.Text("RecoveryModel", "recovery_model"),
            IsCopyOnly = values.Flag("IsCopyOnly", "is_copy_only"),
            HasBulkLoggedData = values.Flag("HasBulkLoggedData", "has_bulk_logged_data"),
            IsDamaged = values.Flag("IsDamaged", "is_damaged"),
            FirstRecoveryForkID = values.Guid("FirstRecoveryForkID", "first_recovery_fork_guid", "FirstRecoveryForkGUID"),
            RecoveryForkID = values.Guid("RecoveryForkID", "last_recovery_fork_guid", "LastRecoveryForkGUID"),
            ForkPointLSN = values.Lsn("ForkPointLSN", "fork_point_lsn"),
            FamilyGUID = values.Guid("FamilyGUID", "family_guid"),
            BackupSetGUID = values.Guid("BackupSetGUID", "backup_set_uuid"),
            IsSnapshot = values.Flag("IsSnapshot", "is_snapshot"),
            IsPasswordProtected =
                values.Flag("IsPasswordProtected", "is_password_protected") || values.Text("BackupName", "name") == HiddenByPassword,
            KeyAlgorithm = values.Text("KeyAlgorithm", "key_algorithm"),
            EncryptorThumbprint = Thumbprint.Of(values.Binary("EncryptorThumbprint", "encryptor_thumbprint")),
            BackupSize = values.Bytes("BackupSize", "backup_size", "TotalSize"),
            CompressedBackupSize = values.Bytes("CompressedBackupSize", "compressed_backup_size"),
        };

    /// <summary>A header with what only another source of the same backup knows.</summary>
    public static BackupHeader Complete(BackupHeader known, BackupHeader other) =>
        known with
        {
            ServerName = known.ServerName ?? other.ServerName,
            DatabaseVersion = known.DatabaseVersion ?? other.DatabaseVersion,
            SoftwareVersionMajor = known.SoftwareVersionMajor ?? other.SoftwareVersionMajor,
            CheckpointLSN = known.CheckpointLSN ?? other.CheckpointLSN,
            DatabaseBackupLSN = known.DatabaseBackupLSN ?? other.DatabaseBackupLSN,
            DifferentialBaseLSN = known.DifferentialBaseLSN ?? other.DifferentialBaseLSN,
            DifferentialBaseGUID = known.DifferentialBaseGUID ?? other.DifferentialBaseGUID,
            BackupStartDate = known.BackupStartDate ?? other.BackupStartDate,
            BackupFinishDate = known.BackupFinishDate ?? other.BackupFinishDate,
            RecoveryModel = known.RecoveryModel ?? other.RecoveryModel,
            FirstRecoveryForkID = known.FirstRecoveryForkID ?? other.FirstRecoveryForkID,
            RecoveryForkID = known.RecoveryForkID ?? other.RecoveryForkID,
            ForkPointLSN = known.ForkPointLSN ?? other.ForkPointLSN,
            FamilyGUID = known.FamilyGUID ?? other.FamilyGUID,
            BackupSetGUID = known.BackupSetGUID ?? other.BackupSetGUID,
            IsSnapshot = known.IsSnapshot || other.IsSnapshot,
            IsPasswordProtected = known.IsPasswordProtected || other.IsPasswordProtected,
            KeyAlgorithm = known.KeyAlgorithm ?? other.KeyAlgorithm,
            EncryptorThumbprint = known.EncryptorThumbprint ?? other.EncryptorThumbprint,
            BackupSize = known.BackupSize ?? other.BackupSize,
            CompressedBackupSize = known.CompressedBackupSize ?? other.CompressedBackupSize,
        };
}
