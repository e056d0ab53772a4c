-- The snapshots of one database; it can't be dropped while it has any.
SELECT s.name
FROM sys.databases AS s
INNER JOIN sys.databases AS d ON d.database_id = s.source_database_id
WHERE d.name = @database
