-- How many pages of one database the server has found damaged and not seen repaired: event types 1 to 3.
SELECT COUNT(*)
FROM msdb.dbo.suspect_pages
WHERE database_id = DB_ID(@database) AND event_type IN (1, 2, 3)
