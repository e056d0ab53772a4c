-- The state of one database; no row if there is none of that name.
SELECT d.state_desc
FROM sys.databases AS d
WHERE d.name = @database
