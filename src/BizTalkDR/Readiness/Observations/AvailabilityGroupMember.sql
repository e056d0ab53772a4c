-- Whether this database is in an availability group: outside of one, fn_hadr_is_primary_replica answers NULL.
SELECT CASE WHEN d.replica_id IS NULL THEN 0 ELSE 1 END AS is_member
FROM sys.databases AS d
WHERE d.database_id = DB_ID()
