-- The files that databases of this instance were restored from; the first stripe where there are several.
SELECT DISTINCT rh.destination_database_name, mf.physical_device_name
FROM msdb.dbo.restorehistory AS rh
INNER JOIN msdb.dbo.backupset AS bs ON bs.backup_set_id = rh.backup_set_id
INNER JOIN msdb.dbo.backupmediafamily AS mf ON mf.media_set_id = bs.media_set_id AND mf.family_sequence_number = 1
WHERE rh.destination_database_name IS NOT NULL AND mf.physical_device_name IS NOT NULL
