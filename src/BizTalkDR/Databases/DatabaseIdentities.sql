-- Which database each is, whatever it is called. sys.database_recovery_status tells nothing of a database that is not open.
SELECT
    d.name, d.create_date, rs.database_guid,
    COALESCE(rs.family_guid, restored.family_guid) AS family_guid,
    COALESCE(rs.recovery_fork_guid, primary_file.redo_start_fork_guid) AS recovery_fork_guid
FROM sys.databases AS d
LEFT JOIN sys.database_recovery_status AS rs ON rs.database_id = d.database_id
LEFT JOIN sys.master_files AS primary_file ON primary_file.database_id = d.database_id AND primary_file.file_id = 1
LEFT JOIN (
    SELECT rh.destination_database_name, bs.family_guid
    FROM msdb.dbo.restorehistory AS rh
    INNER JOIN (
        SELECT destination_database_name, MAX(restore_history_id) AS newest_id
        FROM msdb.dbo.restorehistory
        WHERE restore_type IN ('D', 'I', 'L') AND backup_set_id IS NOT NULL
        GROUP BY destination_database_name
    ) AS newest ON newest.newest_id = rh.restore_history_id
    INNER JOIN msdb.dbo.backupset AS bs ON bs.backup_set_id = rh.backup_set_id
) AS restored ON restored.destination_database_name = d.name
WHERE d.database_id > 4
