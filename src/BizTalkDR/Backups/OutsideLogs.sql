-- The log backups that this instance has taken and written to disk (device types 2 and 102).
SELECT bs.database_name, bs.position, bs.backup_start_date, mf.physical_device_name
FROM msdb.dbo.backupset AS bs
INNER JOIN msdb.dbo.backupmediafamily AS mf ON mf.media_set_id = bs.media_set_id
WHERE bs.type = 'L'
    AND mf.family_sequence_number = 1
    AND mf.device_type IN (2, 102)
    AND bs.backup_start_date >= @since
