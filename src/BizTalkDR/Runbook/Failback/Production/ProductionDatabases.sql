SELECT
    d.name,
    d.state_desc,
    SUSER_SNAME(d.owner_sid) AS owner_name,
    d.is_read_only,
    d.user_access_desc,
    d.recovery_model_desc,
    d.is_trustworthy_on,
    d.is_db_chaining_on,
    d.is_broker_enabled,
    d.is_read_committed_snapshot_on,
    d.snapshot_isolation_state,
    d.compatibility_level,
    f.name AS logical_name,
    f.physical_name,
    f.type,
    CAST(f.size AS bigint) * 8192 AS size_bytes
FROM sys.databases AS d
INNER JOIN sys.master_files AS f ON f.database_id = d.database_id
ORDER BY d.name, f.file_id;
