using BizTalkDR.Sql;

namespace BizTalkDR.Backups.Headers;

/// <summary>Rows of RESTORE HEADERONLY and FILELISTONLY, and of msdb.dbo.backupset, which has the same columns by other names.</summary>
internal static class HeaderRow
{
    public static BackupHeader Read(SqlRow row) =>
        new()
        {
            Position = row.Int("Position") ?? 1,
            BackupType = Type(row.Int("BackupType")),
            ServerName = row.Text("ServerName"),
            DatabaseName = row.RequiredText("DatabaseName"),
            DatabaseVersion = row.Int("DatabaseVersion"),
            SoftwareVersionMajor = row.Int("SoftwareVersionMajor"),
            FirstLSN = row.Decimal("FirstLSN"),
            LastLSN = row.Decimal("LastLSN"),
            CheckpointLSN = row.Decimal("CheckpointLSN"),
            DatabaseBackupLSN = row.Decimal("DatabaseBackupLSN"),
            DifferentialBaseLSN = row.Decimal("DifferentialBaseLSN"),
            DifferentialBaseGUID = row.Guid("DifferentialBaseGUID"),
            BackupStartDate = row.Time("BackupStartDate"),
            BackupFinishDate = row.Time("BackupFinishDate"),
            RecoveryModel = row.Text("RecoveryModel"),
            IsCopyOnly = row.Bool("IsCopyOnly") == true,
            HasBulkLoggedData = row.Bool("HasBulkLoggedData") == true,
            IsDamaged = row.Bool("IsDamaged") == true,
            FirstRecoveryForkID = row.Guid("FirstRecoveryForkID"),
            RecoveryForkID = row.Guid("RecoveryForkID"),
            ForkPointLSN = row.Decimal("ForkPointLSN"),
            FamilyGUID = row.Guid("FamilyGUID"),
            BackupSetGUID = row.Guid("BackupSetGUID"),
            BackupSize = row.Long("BackupSize"),
            CompressedBackupSize = row.Long("CompressedBackupSize"),
        };

    public static BackupHeader ReadMsdb(SqlRow row) =>
        new()
        {
            Position = row.Int("position") ?? 1,
            BackupType = row.Text("type")?.Trim() switch
            {
                "D" => BackupType.Full,
                "L" => BackupType.Log,
                "I" => BackupType.Differential,
                _ => BackupType.Other,
            },
            ServerName = row.Text("server_name"),
            DatabaseName = row.RequiredText("database_name"),
            DatabaseVersion = row.Int("database_version"),
            SoftwareVersionMajor = row.Int("software_major_version"),
            FirstLSN = row.Decimal("first_lsn"),
            LastLSN = row.Decimal("last_lsn"),
            CheckpointLSN = row.Decimal("checkpoint_lsn"),
            DatabaseBackupLSN = row.Decimal("database_backup_lsn"),
            DifferentialBaseLSN = row.Decimal("differential_base_lsn"),
            DifferentialBaseGUID = row.Guid("differential_base_guid"),
            BackupStartDate = row.Time("backup_start_date"),
            BackupFinishDate = row.Time("backup_finish_date"),
            RecoveryModel = row.Text("recovery_model"),
            IsCopyOnly = row.Bool("is_copy_only") == true,
            HasBulkLoggedData = row.Bool("has_bulk_logged_data") == true,
            IsDamaged = row.Bool("is_damaged") == true,
            FirstRecoveryForkID = row.Guid("first_recovery_fork_guid"),
            RecoveryForkID = row.Guid("last_recovery_fork_guid"),
            ForkPointLSN = row.Decimal("fork_point_lsn"),
            FamilyGUID = row.Guid("family_guid"),
            BackupSetGUID = row.Guid("backup_set_uuid"),
            BackupSize = row.Long("backup_size"),
            CompressedBackupSize = row.Long("compressed_backup_size"),
        };

    public static DatabaseFileLayout ReadFile(SqlRow row) =>
        new()
        {
            LogicalName = row.RequiredText("LogicalName"),
            PhysicalName = row.RequiredText("PhysicalName"),
            Kind = Kind(row.Text("Type")),
            SizeBytes = row.Long("Size") ?? 0,
        };

    /// <summary>The kind of a file by FILELISTONLY's letter.</summary>
    public static DatabaseFileKind Kind(string? letter) =>
        letter switch
        {
            "L" => DatabaseFileKind.Log,
            "S" => DatabaseFileKind.FileStream,
            "F" => DatabaseFileKind.FullText,
            _ => DatabaseFileKind.Rows,
        };

    // 1 database, 2 log, 5 differential database; 4 file, 6 differential file, 7 partial, 8 differential partial.
    private static BackupType Type(int? code) =>
        code switch
        {
            1 => BackupType.Full,
            2 => BackupType.Log,
            5 => BackupType.Differential,
            _ => BackupType.Other,
        };
}
