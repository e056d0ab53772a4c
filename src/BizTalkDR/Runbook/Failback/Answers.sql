-- Whether the database answers, and may be written to.
SELECT CAST(DATABASEPROPERTYEX(DB_NAME(), 'Updateability') AS nvarchar(60)) AS updateability, (SELECT COUNT(*) FROM sys.tables) AS tables_count
