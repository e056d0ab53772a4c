-- What this instance is. InstanceDefaultBackupPath is known from SQL Server 2019 on; older versions answer NULL.
SELECT
    CAST(SERVERPROPERTY('ServerName') AS nvarchar(128)) AS ServerName,
    CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)) AS ProductVersion,
    CAST(SERVERPROPERTY('Edition') AS nvarchar(128)) AS Edition,
    CAST(SERVERPROPERTY('InstanceDefaultDataPath') AS nvarchar(4000)) AS InstanceDefaultDataPath,
    CAST(SERVERPROPERTY('InstanceDefaultLogPath') AS nvarchar(4000)) AS InstanceDefaultLogPath,
    CAST(SERVERPROPERTY('InstanceDefaultBackupPath') AS nvarchar(4000)) AS InstanceDefaultBackupPath,
    IS_SRVROLEMEMBER('sysadmin') AS IsSysAdmin,
    CAST(SERVERPROPERTY('ProcessID') AS int) AS ProcessId,
    -- tempdb is made anew whenever the instance starts.
    (SELECT d.create_date FROM sys.databases AS d WHERE d.name = N'tempdb') AS StartedAt
