-- The newest mark this database was set to or recovered to. A mark's name ends with its time, 23 characters.
SELECT TOP (1) MarkName
FROM dbo.MarkLog
ORDER BY RIGHT(MarkName, 23) DESC
