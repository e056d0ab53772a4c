-- The free space of every drive letter, whether a database uses it or not; from SQL Server 2017 on. Needs VIEW SERVER STATE.
SELECT fixed_drive_path, free_space_in_bytes
FROM sys.dm_os_enumerate_fixed_drives
