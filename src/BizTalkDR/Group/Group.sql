-- The group and the databases it names. All columns: which there are differs between versions.
SELECT *
FROM dbo.adm_Group
