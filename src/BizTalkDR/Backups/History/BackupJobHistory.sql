-- What the Backup BizTalk Server job has written down. One row per database and set.
SELECT BackupSetId, MarkName, DatabaseName, BackupFileName, BackupFileLocation, BackupType, BackupDateTime, SetComplete, ServerName
FROM dbo.adm_BackupHistory
