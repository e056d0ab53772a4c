-- The newest backup set of the group: ids only grow, names and times may go back.
SELECT TOP (1) BackupSetId, MarkName
FROM dbo.adm_BackupHistory
ORDER BY BackupSetId DESC, BackupId DESC
