-- Size and time of a file as the service account sees it; from SQL Server 2017 on. Needs VIEW SERVER STATE.
SELECT size_in_bytes, last_write_time
FROM sys.dm_os_enumerate_filesystem(@folder, @name)
WHERE is_directory = 0 AND level = 0
