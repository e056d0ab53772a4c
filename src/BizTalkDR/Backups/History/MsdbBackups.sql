-- Every backup that this instance knows of since a time, one row per stripe. Device types: 2 and 102 disk, 5 and 105 tape, 7 virtual device, 9 and 109 URL.
-- All columns of backupset: which there are differs between versions (encryption came with SQL Server 2014).
SELECT bs.*, ms.media_uuid, mf.media_family_id, mf.family_sequence_number, mf.physical_device_name, mf.device_type
FROM msdb.dbo.backupset AS bs
INNER JOIN msdb.dbo.backupmediafamily AS mf ON mf.media_set_id = bs.media_set_id
INNER JOIN msdb.dbo.backupmediaset AS ms ON ms.media_set_id = bs.media_set_id
WHERE mf.mirror = 0
    AND bs.backup_start_date >= @since
ORDER BY bs.backup_set_id, mf.family_sequence_number
