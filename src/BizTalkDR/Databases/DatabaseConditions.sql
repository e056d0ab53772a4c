-- What each database is like, as far as it tells whether anybody has been at it: state, access, owner, redo point, last restore.
SELECT
    d.name, d.state_desc, d.is_in_standby, d.is_read_only, d.user_access_desc, SUSER_SNAME(d.owner_sid) AS owner_name,
    f.redo_start_lsn, newest.restore_history_id, bs.backup_set_uuid, bs.last_recovery_fork_guid
FROM sys.databases AS d
LEFT JOIN sys.master_files AS f ON f.database_id = d.database_id AND f.file_id = 1
LEFT JOIN (
    SELECT destination_database_name, MAX(restore_history_id) AS restore_history_id
    FROM msdb.dbo.restorehistory
    WHERE restore_type IN ('D', 'I', 'L') AND backup_set_id IS NOT NULL
    GROUP BY destination_database_name
) AS newest ON newest.destination_database_name = d.name
LEFT JOIN msdb.dbo.restorehistory AS rh ON rh.restore_history_id = newest.restore_history_id
LEFT JOIN msdb.dbo.backupset AS bs ON bs.backup_set_id = rh.backup_set_id
WHERE d.database_id > 4 AND d.source_database_id IS NULL
