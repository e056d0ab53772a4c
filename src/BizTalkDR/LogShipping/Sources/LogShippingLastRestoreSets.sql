-- The last set restored of each source, as log shipping noted it. All columns: which there are differs between versions.
SELECT *
FROM master.dbo.bts_LogShippingLastRestoreSet
