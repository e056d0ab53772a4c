-- Whether log shipping's clean-up is there, and which databases the instance has: the procedure's body is not documented, what it drops is seen.
SELECT d.name, CASE WHEN OBJECT_ID(N'master.dbo.sp_LogShippingClean', N'P') IS NULL THEN 0 ELSE 1 END AS has_clean
FROM sys.databases AS d
