-- The mark whose name ends with the latest time, 23 characters: for people, as clocks go back and jobs change between local time and UTC.
SELECT TOP (1) MarkName
FROM dbo.MarkLog
ORDER BY RIGHT(MarkName, 23) DESC
