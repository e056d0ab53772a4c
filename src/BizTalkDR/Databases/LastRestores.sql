-- The newest restore of every database, and the backup it came from.
SELECT
    rh.destination_database_name, rh.restore_date, rh.restore_type, rh.stop_at_mark_name, rh.stop_before,
    bs.server_name, bs.database_name, bs.first_lsn, bs.last_lsn, bs.backup_set_uuid, bs.family_guid, mf.physical_device_name
FROM msdb.dbo.restorehistory AS rh
INNER JOIN (
    SELECT destination_database_name, MAX(restore_history_id) AS newest_id
    FROM msdb.dbo.restorehistory
    WHERE restore_type IN ('D', 'I', 'L') AND backup_set_id IS NOT NULL
    GROUP BY destination_database_name
) AS newest ON newest.newest_id = rh.restore_history_id
LEFT JOIN msdb.dbo.backupset AS bs ON bs.backup_set_id = rh.backup_set_id
LEFT JOIN msdb.dbo.backupmediafamily AS mf ON mf.media_set_id = bs.media_set_id AND mf.family_sequence_number = 1
