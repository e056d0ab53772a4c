-- A mark of the database, other than this one, that this instance has set itself beyond it, or beyond a point of the log where it has not set this
-- one: the database has been at work since. What a restore brought along was set elsewhere, or before.
SELECT TOP (1) m.MarkName
FROM dbo.MarkLog AS m
INNER JOIN msdb.dbo.logmarkhistory AS h ON h.mark_name COLLATE Latin1_General_BIN2 = m.MarkName COLLATE Latin1_General_BIN2
WHERE h.database_name = @database AND h.mark_name <> @mark
    AND h.lsn > ISNULL(
        (SELECT MAX(o.lsn) FROM msdb.dbo.logmarkhistory AS o WHERE o.database_name = @database AND o.mark_name = @mark),
        @from)
