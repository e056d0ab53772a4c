-- The sources that this instance ships logs of. All columns: which there are differs between versions.
SELECT *
FROM master.dbo.bts_LogShippingSource
