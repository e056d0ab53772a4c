-- What the Backup BizTalk Server job has written down, newest sets first. One row per database and set.
SELECT TOP (@rows) WITH TIES
    BackupSetId, MarkName, DatabaseName, BackupFileName, BackupFileLocation, BackupType, BackupDateTime, SetComplete, ServerName
FROM dbo.adm_BackupHistory
WHERE BackupSetId < @before
ORDER BY BackupSetId DESC
