-- Which of these marks a database holds.
SELECT m.MarkName
FROM dbo.MarkLog AS m
WHERE m.MarkName IN (@mark, @later1, @later2, @later3, @later4, @later5, @later6, @later7, @later8)
