-- The volumes that hold database files of this instance, and their free space.
SELECT DISTINCT v.volume_mount_point, v.available_bytes
FROM sys.master_files AS f
CROSS APPLY sys.dm_os_volume_stats(f.database_id, f.file_id) AS v
