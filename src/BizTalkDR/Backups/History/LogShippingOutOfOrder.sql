-- A set with a smaller id that was taken later: there is none unless ids began anew.
SELECT TOP (1) BackupSetId
FROM master.dbo.bts_LogShippingHistory
WHERE BackupSetId < @before AND BackupDateTime > @time
