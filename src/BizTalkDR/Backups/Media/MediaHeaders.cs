using BizTalkDR.BackupMedia;
using BizTalkDR.BackupMedia.Files;
using BizTalkDR.Backups.Headers;
using MediaType = BizTalkDR.BackupMedia.BackupType;

namespace BizTalkDR.Backups.Media;

/// <summary>Headers as the library for backup files reads them, in the words of the engine.</summary>
internal static class MediaHeaders
{
    /// <summary>The header of a set whose database and kind are known.</summary>
    public static BackupHeader Header(BackupFileHeader set) =>
        new()
        {
            Position = set.Position ?? 1,
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
            IsCopyOnly = set.IsCopyOnly == true,
            HasBulkLoggedData = set.HasBulkLoggedData == true,
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
    public static IReadOnlyList<DatabaseFileLayout> FileList(MediaType? type, IEnumerable<BackupFileEntry>? files) =>
        type == MediaType.Database ? [.. (files ?? []).Select(Layout)] : [];

    /// <summary>One file of a database.</summary>
    public static DatabaseFileLayout Layout(BackupFileEntry file) =>
        new()
        {
            LogicalName = file.LogicalName,
            PhysicalName = file.PhysicalName,
            Kind = HeaderRow.Kind(file.Type),
            SizeBytes = file.Size,
        };

    private static BackupType Type(MediaType? type) =>
        type switch
        {
            MediaType.Database => BackupType.Full,
            MediaType.Log => BackupType.Log,
            MediaType.DifferentialDatabase => BackupType.Differential,
            _ => BackupType.Other,
        };
}
