-- Years of sets of the group's databases before its own first set: a log set every 15 minutes, a full set a day. Their files are long gone.
DECLARE @first bigint = (SELECT MIN(BackupSetId) FROM dbo.adm_BackupHistory)
DECLARE @begun datetime = (SELECT MIN(BackupDateTime) FROM dbo.adm_BackupHistory)
CREATE TABLE #digits (digit int NOT NULL)
INSERT INTO #digits (digit) VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)
CREATE TABLE #sets (number int NOT NULL, mark nvarchar(32) NOT NULL, taken datetime NOT NULL)
INSERT INTO #sets (number, mark, taken)
SELECT
    n.number,
    N'BTS_' + REPLACE(REPLACE(REPLACE(REPLACE(CONVERT(nvarchar(23), DATEADD(minute, -15 * n.number, @begun), 121), N'-', N'_'), N' ', N'_'), N':', N'_'), N'.', N'_'),
    DATEADD(minute, -15 * n.number, @begun)
FROM (
    SELECT 1 + a.digit + 10 * b.digit + 100 * c.digit + 1000 * d.digit + 10000 * e.digit AS number
    FROM #digits AS a CROSS JOIN #digits AS b CROSS JOIN #digits AS c CROSS JOIN #digits AS d CROSS JOIN #digits AS e
) AS n
WHERE n.number <= @sets
INSERT INTO dbo.adm_BackupHistory
    (BackupSetId, MarkName, DatabaseName, BackupFileName, BackupFileLocation, BackupType, BackupDateTime, SetComplete, ServerName)
SELECT
    @first - s.number,
    CASE WHEN s.number % 96 = 0 THEN NULL ELSE s.mark END,
    d.DatabaseName,
    d.ServerName + N'_' + d.DatabaseName + CASE WHEN s.number % 96 = 0 THEN N'_Full_' ELSE N'_Log_' END + s.mark + N'.bak',
    N'\\files\biztalk',
    CASE WHEN s.number % 96 = 0 THEN 'db' ELSE 'lg' END,
    s.taken,
    1,
    d.ServerName
FROM #sets AS s CROSS JOIN dbo.admv_BackupDatabases AS d
SELECT COUNT(*) FROM dbo.adm_BackupHistory
