-- What jobs can be given here: categories, operators, logins, databases that are open, databases that are not.
SELECT N'category' AS kind, name FROM msdb.dbo.syscategories WHERE category_class = 1
UNION ALL
SELECT N'operator' AS kind, name FROM msdb.dbo.sysoperators
UNION ALL
SELECT N'proxy' AS kind, name FROM msdb.dbo.sysproxies
UNION ALL
SELECT N'login' AS kind, name FROM sys.server_principals WHERE type IN ('S', 'U')
UNION ALL
SELECT CASE WHEN state = 0 AND is_in_standby = 0 THEN N'open' ELSE N'closed' END AS kind, name FROM sys.databases
