-- Whether the management database can be asked for a full backup set.
SELECT COUNT(*)
FROM sys.procedures AS p
INNER JOIN sys.schemas AS s ON s.schema_id = p.schema_id
WHERE s.name = N'dbo' AND p.name = N'sp_ForceFullBackup'
