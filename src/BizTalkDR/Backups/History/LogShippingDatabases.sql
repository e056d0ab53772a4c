-- Where log shipping reads the files of a database, if not where the history says. All columns: which there are differs between versions.
SELECT *
FROM master.dbo.bts_LogShippingDatabases
