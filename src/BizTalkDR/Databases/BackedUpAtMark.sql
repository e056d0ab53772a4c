-- At which mark a database stood when this instance backed it up: where its last restore before that backup stopped. Backups are dated in seconds.
SELECT TOP (1) rh.restore_type, rh.stop_at_mark_name, rh.stop_before
FROM msdb.dbo.backupset AS bs
INNER JOIN msdb.dbo.restorehistory AS rh
    ON rh.destination_database_name = bs.database_name AND rh.restore_date < DATEADD(second, 1, bs.backup_start_date)
WHERE bs.backup_set_uuid = @backup AND bs.server_name = CONVERT(nvarchar(128), SERVERPROPERTY('ServerName'))
    AND rh.backup_set_id IS NOT NULL AND rh.restore_type IN ('D', 'I', 'L')
ORDER BY rh.restore_history_id DESC
