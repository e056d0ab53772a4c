using BizTalkDR.BackupMedia;
using BizTalkDR.BackupMedia.Media;
using BizTalkDR.Sandbox.Errors;
using BizTalkDR.Sandbox.Results;

namespace BizTalkDR.Sandbox.Storage.Backup;

/// <summary>A backup set's rows in msdb: backupmediaset, backupmediafamily, backupset, backupfile, backupfilegroup.</summary>
internal static class BackupHistory
{
    private static readonly Lock Gate = new();

    /// <summary>Adds the rows of a set, unless a restore finds them there. Returns the set's backup_set_id; sends 3009 when msdb has no such tables.</summary>
    internal static int Add(DatabaseEngine instance, BackupSetHeader header, BackupDevices devices, bool isRestore, IResultSink sink)
    {
        lock (Gate)
        {
            if (isRestore && Find(instance, "backupset", "backup_set_uuid", header.BackupSetGUID, "backup_set_id") is int known)
                return known;
            using var media = devices.Open();
            if (AddMedia(instance, media, devices) is { } mediaSetId && AddSet(instance, header, mediaSetId) is { } setId)
            {
                foreach (var file in header.Files)
                    AddFile(instance, header, file, setId);
                foreach (var group in header.Files.Where(file => file.Type != "L").DistinctBy(file => file.FileGroupId))
                    new HistoryWriter(instance).Insert("backupfilegroup", FileGroup(setId, group));
                return setId;
            }
        }
        sink.Message(MessageCatalog.Message(3009));
        return 0;
    }

    private static int? AddMedia(DatabaseEngine instance, BackupMediaSet media, BackupDevices devices)
    {
        if (Find(instance, "backupmediaset", "media_uuid", media.Media.MediaSetId, "media_set_id") is int known)
            return known;
        var writer = new HistoryWriter(instance);
        var values = new Dictionary<string, object?>
        {
            ["media_uuid"] = media.Media.MediaSetId,
            ["media_family_count"] = media.Media.FamilyCount,
            ["name"] = media.Media.MediaName,
            ["description"] = media.Media.MediaDescription,
            ["software_name"] = media.Media.SoftwareName,
            ["software_vendor_id"] = media.Media.SoftwareVendorId,
            ["MTF_major_version"] = 1,
            ["mirror_count"] = 1,
            ["is_password_protected"] = false,
            ["is_compressed"] = media.Media.IsCompressed,
            ["is_encrypted"] = false,
        };
        if (!writer.Insert("backupmediaset", values, out var id))
            return null;
        for (var i = 0; i < media.Families.Count; i++)
            writer.Insert(
                "backupmediafamily",
                new Dictionary<string, object?>
                {
                    ["media_set_id"] = id,
                    ["family_sequence_number"] = media.Families[i].Media.FamilySequenceNumber,
                    ["media_family_id"] = media.Families[i].Media.MediaFamilyId,
                    ["media_count"] = 1,
                    ["physical_device_name"] = devices.NameOf(media.Families[i].Path!),
                    ["device_type"] = 2,
                    ["physical_block_size"] = 65536,
                    ["mirror"] = 0,
                }
            );
        return id;
    }

    private static int? AddSet(DatabaseEngine instance, BackupSetHeader header, int mediaSetId)
    {
        var values = new Dictionary<string, object?>
        {
            ["backup_set_uuid"] = header.BackupSetGUID,
            ["media_set_id"] = mediaSetId,
            ["first_family_number"] = 1,
            ["first_media_number"] = 1,
            ["last_family_number"] = 1,
            ["last_media_number"] = 1,
            ["catalog_family_number"] = 1,
            ["catalog_media_number"] = 1,
            ["position"] = header.Position,
            ["expiration_date"] = header.ExpirationDate,
            ["software_vendor_id"] = header.SoftwareVendorId,
            ["name"] = header.BackupName,
            ["description"] = header.BackupDescription,
            ["user_name"] = header.UserName,
            ["software_major_version"] = header.SoftwareVersionMajor,
            ["software_minor_version"] = header.SoftwareVersionMinor,
            ["software_build_version"] = header.SoftwareVersionBuild,
            ["time_zone"] = header.TimeZoneOffset is { } offset ? (int)(offset.TotalMinutes / 15) : 127,
            ["mtf_minor_version"] = 0,
            ["first_lsn"] = header.FirstLSN,
            ["last_lsn"] = header.LastLSN,
            ["checkpoint_lsn"] = header.CheckpointLSN,
            ["database_backup_lsn"] = header.DatabaseBackupLSN,
            ["database_creation_date"] = header.DatabaseCreationDate,
            ["backup_start_date"] = header.BackupStartDate,
            ["backup_finish_date"] = header.BackupFinishDate,
            ["type"] = header.BackupType switch
            {
                BackupType.Database => "D",
                BackupType.DifferentialDatabase => "I",
                _ => "L",
            },
            ["sort_order"] = header.SortOrder,
            ["code_page"] = header.CodePage,
            ["compatibility_level"] = header.CompatibilityLevel,
            ["database_version"] = header.DatabaseVersion,
            ["backup_size"] = header.BackupSize,
            ["database_name"] = header.DatabaseName,
            ["server_name"] = header.ServerName,
            ["machine_name"] = header.MachineName,
            ["flags"] = header.Flags,
            ["unicode_locale"] = header.UnicodeLocaleId,
            ["unicode_compare_style"] = header.UnicodeComparisonStyle,
            ["collation_name"] = header.Collation,
            ["is_password_protected"] = header.IsPasswordProtected,
            ["recovery_model"] = header.RecoveryModel,
            ["has_bulk_logged_data"] = header.HasBulkLoggedData,
            ["is_snapshot"] = header.IsSnapshot,
            ["is_readonly"] = header.IsReadOnly,
            ["is_single_user"] = header.IsSingleUser,
            ["has_backup_checksums"] = header.HasBackupChecksums,
            ["is_damaged"] = header.IsDamaged,
            ["begins_log_chain"] = header.BeginsLogChain,
            ["has_incomplete_metadata"] = header.HasIncompleteMetaData,
            ["is_force_offline"] = header.IsForceOffline,
            ["is_copy_only"] = header.IsCopyOnly,
            ["first_recovery_fork_guid"] = header.FirstRecoveryForkID,
            ["last_recovery_fork_guid"] = header.RecoveryForkID,
            ["fork_point_lsn"] = header.ForkPointLSN,
            ["database_guid"] = header.BindingID,
            ["family_guid"] = header.FamilyGUID,
            ["differential_base_lsn"] = header.DifferentialBaseLSN,
            ["differential_base_guid"] = header.DifferentialBaseGUID,
            ["compressed_backup_size"] = header.CompressedBackupSize,
            ["key_algorithm"] = header.KeyAlgorithm,
            ["encryptor_thumbprint"] = header.EncryptorThumbprint?.ToArray(),
            ["encryptor_type"] = header.EncryptorType,
        };
        return new HistoryWriter(instance).Insert("backupset", values, out var id) ? id : null;
    }

    private static void AddFile(DatabaseEngine instance, BackupSetHeader header, BackupFileEntry file, int setId) =>
        new HistoryWriter(instance).Insert(
            "backupfile",
            new Dictionary<string, object?>
            {
                ["backup_set_id"] = setId,
                ["first_family_number"] = 1,
                ["first_media_number"] = 1,
                ["filegroup_name"] = file.FileGroupName,
                ["page_size"] = 8192,
                ["file_number"] = file.FileId,
                ["backed_up_page_count"] = header.BackupType == BackupType.Log ? 0 : BackupJob.PageCount(file.BackupSizeInBytes),
                ["file_type"] = file.Type,
                ["source_file_block_size"] = file.SourceBlockSize,
                ["file_size"] = file.Size,
                ["logical_name"] = file.LogicalName,
                ["physical_drive"] = file.PhysicalName.Length > 1 ? file.PhysicalName[..2] : "",
                ["physical_name"] = file.PhysicalName,
                ["state"] = 0,
                ["state_desc"] = "ONLINE",
                ["create_lsn"] = file.CreateLSN,
                ["drop_lsn"] = file.DropLSN ?? 0,
                ["file_guid"] = file.UniqueId,
                ["differential_base_lsn"] = file.DifferentialBaseLSN,
                ["differential_base_guid"] = file.DifferentialBaseGUID,
                ["backup_size"] = file.BackupSizeInBytes,
                ["is_readonly"] = file.IsReadOnly ?? false,
                ["is_present"] = header.BackupType != BackupType.Log || file.Type == "L",
            }
        );

    private static Dictionary<string, object?> FileGroup(int setId, BackupFileEntry file) =>
        new()
        {
            ["backup_set_id"] = setId,
            ["name"] = file.FileGroupName,
            ["filegroup_id"] = file.FileGroupId,
            ["type"] = "FG",
            ["type_desc"] = "ROWS_FILEGROUP",
            ["is_default"] = file.FileGroupId == 1,
            ["is_readonly"] = false,
        };

    /// <summary>A column of the row with a value in another column, or null.</summary>
    private static object? Find(DatabaseEngine instance, string tableName, string column, object? value, string wanted)
    {
        if (instance.FindDatabase("msdb")?.FindTable("dbo", tableName) is not { } table)
            return null;
        var index = table.Definition.ColumnIndex(column);
        return table
            .Scan()
            .Where(row => Equals(row.Values[index], value))
            .Select(row => row.Values[table.Definition.ColumnIndex(wanted)])
            .FirstOrDefault();
    }
}
