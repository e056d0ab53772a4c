-- What is shipped from where. All columns: which there are differs between versions.
SELECT *
FROM master.dbo.bts_LogShippingSource
