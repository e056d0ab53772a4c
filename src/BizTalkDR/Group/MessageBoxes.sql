-- The MessageBoxes of the group. All columns: which there are differs between versions.
SELECT *
FROM dbo.adm_MessageBox
