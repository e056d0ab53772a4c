-- The files of every database, by what they are.
SELECT d.name AS database_name, f.file_guid
FROM sys.master_files AS f
INNER JOIN sys.databases AS d ON d.database_id = f.database_id
WHERE d.database_id > 4 AND f.file_guid IS NOT NULL
ORDER BY d.name, f.file_guid
