-- The databases of an instance but the system's, and their recovery forks: an online database branched off at its fork point when it was recovered.
SELECT
    d.name, d.state_desc, d.is_in_standby, d.recovery_model_desc, d.user_access_desc, s.family_guid, s.recovery_fork_guid, s.fork_point_lsn
FROM sys.databases AS d
LEFT JOIN sys.database_recovery_status AS s ON s.database_id = d.database_id
WHERE d.name NOT IN (N'master', N'tempdb', N'model', N'msdb', N'distribution')
    AND d.source_database_id IS NULL
