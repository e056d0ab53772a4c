-- The files of every database, and where a restoring database's redo stands.
SELECT d.name AS database_name, f.file_id, f.name, f.physical_name, f.file_guid, f.type, f.size, f.redo_start_lsn, f.redo_start_fork_guid
FROM sys.master_files AS f
INNER JOIN sys.databases AS d ON d.database_id = f.database_id
ORDER BY d.name, f.file_id
