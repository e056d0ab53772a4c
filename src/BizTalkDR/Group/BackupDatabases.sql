-- The databases that the backup job covers: the management database's own view of them.
SELECT ServerName, DatabaseName
FROM dbo.admv_BackupDatabases
