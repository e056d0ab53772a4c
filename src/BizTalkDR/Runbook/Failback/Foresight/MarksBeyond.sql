-- A mark and those that this instance has set in the database after it, as its data hold them (dbo.MarkLog), in the order of the log.
SELECT m.MarkName, MAX(h.lsn) AS lsn, MAX(h.mark_time) AS mark_time
FROM dbo.MarkLog AS m
INNER JOIN msdb.dbo.logmarkhistory AS h ON h.mark_name COLLATE Latin1_General_BIN2 = m.MarkName COLLATE Latin1_General_BIN2
WHERE h.database_name = @database
    AND h.lsn >= (SELECT MAX(o.lsn) FROM msdb.dbo.logmarkhistory AS o WHERE o.database_name = @database AND o.mark_name = @mark)
GROUP BY m.MarkName
ORDER BY lsn
