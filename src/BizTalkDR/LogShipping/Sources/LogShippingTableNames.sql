-- Which of log shipping's tables are in master.
SELECT o.name
FROM master.sys.objects AS o
WHERE o.type = 'U' AND o.name IN (N'bts_LogShippingSource', N'bts_LogShippingLastRestoreSet', N'bts_LogShippingHistory', N'bts_LogShippingDatabases')
