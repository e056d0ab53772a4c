-- Every backup that this instance knows of since a time, one row per stripe. Device types: 2 and 102 disk, 5 and 105 tape, 7 virtual device, 9 and 109 URL.
SELECT
    bs.backup_set_id, bs.backup_set_uuid, bs.position, bs.type, bs.server_name, bs.database_name, bs.database_version, bs.software_major_version,
    bs.first_lsn, bs.last_lsn, bs.checkpoint_lsn, bs.database_backup_lsn, bs.differential_base_lsn, bs.differential_base_guid,
    bs.backup_start_date, bs.backup_finish_date, bs.recovery_model, bs.is_copy_only, bs.is_snapshot, bs.has_bulk_logged_data, bs.is_damaged,
    bs.first_recovery_fork_guid, bs.last_recovery_fork_guid, bs.fork_point_lsn, bs.family_guid, bs.backup_size, bs.compressed_backup_size,
    mf.family_sequence_number, mf.physical_device_name, mf.device_type
FROM msdb.dbo.backupset AS bs
INNER JOIN msdb.dbo.backupmediafamily AS mf ON mf.media_set_id = bs.media_set_id
WHERE mf.mirror = 0
    AND bs.backup_start_date >= @since
ORDER BY bs.backup_set_id, mf.family_sequence_number
