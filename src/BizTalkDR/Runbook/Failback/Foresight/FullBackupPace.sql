-- The newest full backup that this instance knows of each database, how large it was and how long it took.
SELECT bs.database_name, bs.backup_size, DATEDIFF(second, bs.backup_start_date, bs.backup_finish_date) AS seconds
FROM msdb.dbo.backupset AS bs
WHERE bs.backup_set_id = (SELECT MAX(o.backup_set_id) FROM msdb.dbo.backupset AS o WHERE o.database_name = bs.database_name AND o.type = 'D')
