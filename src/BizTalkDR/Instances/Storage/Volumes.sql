-- The free space of every volume that holds a file of a database. On Linux volume_mount_point is NULL; there the file's folder stands for
-- its volume. Needs VIEW SERVER STATE (VIEW SERVER PERFORMANCE STATE from SQL Server 2022 on).
SELECT f.physical_name, v.volume_mount_point, v.total_bytes, v.available_bytes
FROM sys.master_files AS f
CROSS APPLY sys.dm_os_volume_stats(f.database_id, f.file_id) AS v
