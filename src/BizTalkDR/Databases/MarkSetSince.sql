-- A mark of the database that this instance has set itself beyond a point of its log. What a restore brought along was set elsewhere, or before.
SELECT TOP (1) m.MarkName
FROM dbo.MarkLog AS m
INNER JOIN msdb.dbo.logmarkhistory AS h ON h.mark_name COLLATE Latin1_General_BIN2 = m.MarkName COLLATE Latin1_General_BIN2
WHERE h.database_name = @database AND h.lsn > @forkPoint
