using BizTalkDR.BackupMedia;
using MediaType = BizTalkDR.BackupMedia.BackupType;

namespace BizTalkDR.Backups.Files;

/// <summary>Headers as the library for backup files reads them, in the words of the engine.</summary>
internal static class MediaHeaders
{
    /// <summary>The header of a set; its database has to be known.</summary>
    public static BackupHeader Header(BackupSetHeader set) =>
        new()
        {
            Position = set.Position,
            BackupType = Type(set.BackupType),
            ServerName = set.ServerName,
            DatabaseName = set.DatabaseName ?? "",
            DatabaseVersion = set.DatabaseVersion,
            SoftwareVersionMajor = set.SoftwareVersionMajor,
            FirstLSN = set.FirstLSN,
            LastLSN = set.LastLSN,
            CheckpointLSN = set.CheckpointLSN,
            DatabaseBackupLSN = set.DatabaseBackupLSN,
            DifferentialBaseLSN = set.DifferentialBaseLSN,
            DifferentialBaseGUID = set.DifferentialBaseGUID,
            BackupStartDate = set.BackupStartDate,
            BackupFinishDate = set.BackupFinishDate,
            RecoveryModel = set.RecoveryModel,
            IsCopyOnly = set.IsCopyOnly,
            HasBulkLoggedData = set.HasBulkLoggedData,
            IsDamaged = set.IsDamaged,
            FirstRecoveryForkID = set.FirstRecoveryForkID,
            RecoveryForkID = set.RecoveryForkID,
            ForkPointLSN = set.ForkPointLSN,
            FamilyGUID = set.FamilyGUID,
            BackupSetGUID = set.BackupSetGUID,
            BackupSize = set.BackupSize,
            CompressedBackupSize = set.CompressedBackupSize,
        };

    /// <summary>The files of the database in a full backup.</summary>
    public static IReadOnlyList<DatabaseFileLayout> FileList(BackupSetHeader set) =>
        set.BackupType != MediaType.Database
            ? []
            :
            [
                .. set.Files.Select(file => new DatabaseFileLayout
                {
                    LogicalName = file.LogicalName,
                    PhysicalName = file.PhysicalName,
                    Kind = file.Type switch
                    {
                        "L" => DatabaseFileKind.Log,
                        "S" => DatabaseFileKind.FileStream,
                        "F" => DatabaseFileKind.FullText,
                        _ => DatabaseFileKind.Rows,
                    },
                    SizeBytes = file.Size,
                }),
            ];

    private static BackupType Type(MediaType? type) =>
        type switch
        {
            MediaType.Database => BackupType.Full,
            MediaType.Log => BackupType.Log,
            MediaType.DifferentialDatabase => BackupType.Differential,
            _ => BackupType.Other,
        };
}
