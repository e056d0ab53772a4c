-- Whether BizTalk log shipping is set up in master.
SELECT COUNT(*)
FROM master.sys.objects
WHERE (name = N'bts_LogShippingSource' AND type = N'U') OR (name = N'sp_LogShippingClean' AND type = N'P')
