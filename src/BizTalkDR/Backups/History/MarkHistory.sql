-- The marks that this instance has set in logs, and where.
SELECT h.database_name, h.mark_name, h.lsn
FROM msdb.dbo.logmarkhistory AS h
WHERE h.mark_time >= @since
