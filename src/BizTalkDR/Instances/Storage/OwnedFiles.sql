-- The files of all databases.
SELECT d.name AS database_name, f.physical_name, CAST(f.size AS bigint) * 8192 AS size_bytes
FROM sys.master_files AS f
INNER JOIN sys.databases AS d ON d.database_id = f.database_id
