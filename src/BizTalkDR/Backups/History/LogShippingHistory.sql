-- Log shipping's copy of the source's backup history, newest sets first. All columns: which there are differs between versions.
SELECT TOP (@rows) WITH TIES *
FROM master.dbo.bts_LogShippingHistory
WHERE BackupSetId < @before
ORDER BY BackupSetId DESC
