-- Where the roll-forward of a restoring database stands.
SELECT f.redo_start_lsn
FROM sys.master_files AS f
INNER JOIN sys.databases AS d ON d.database_id = f.database_id
WHERE d.name = @database AND f.file_id = 1
