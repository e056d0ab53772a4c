-- The newest full backup that this instance knows of each database: how much it held, how much it took on its device, and whether backups are
-- compressed here where nobody says otherwise.
SELECT
    bs.database_name, bs.backup_finish_date, bs.backup_size, bs.compressed_backup_size,
    (SELECT CAST(c.value_in_use AS int) FROM sys.configurations AS c WHERE c.name = N'backup compression default') AS is_compressing
FROM msdb.dbo.backupset AS bs
WHERE bs.backup_set_id = (SELECT MAX(o.backup_set_id) FROM msdb.dbo.backupset AS o WHERE o.database_name = bs.database_name AND o.type = 'D')
