using BizTalkDR.Sql;

namespace BizTalkDR.Backups;

/// <summary>Rows of RESTORE HEADERONLY and FILELISTONLY.</summary>
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

    public static DatabaseFileLayout ReadFile(SqlRow row) =>
        new()
        {
            LogicalName = row.RequiredText("LogicalName"),
            PhysicalName = row.RequiredText("PhysicalName"),
            Kind = row.Text("Type") switch
            {
                "L" => DatabaseFileKind.Log,
                "S" => DatabaseFileKind.FileStream,
                "F" => DatabaseFileKind.FullText,
                _ => DatabaseFileKind.Rows,
            },
            SizeBytes = row.Long("Size") ?? 0,
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
