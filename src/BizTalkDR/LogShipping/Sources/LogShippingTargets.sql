-- The databases that log shipping takes. All columns: which there are differs between versions.
SELECT *
FROM master.dbo.bts_LogShippingDatabases
