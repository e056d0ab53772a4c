-- The databases of an instance but the system's.
SELECT d.name, d.state_desc, d.is_in_standby, d.recovery_model_desc
FROM sys.databases AS d
WHERE d.name NOT IN (N'master', N'tempdb', N'model', N'msdb', N'distribution')
    AND d.source_database_id IS NULL
