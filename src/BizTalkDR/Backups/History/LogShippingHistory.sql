-- Log shipping's copy of the source's backup history. All columns: which there are differs between versions.
SELECT *
FROM master.dbo.bts_LogShippingHistory
