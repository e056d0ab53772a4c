-- The roles of this database and who is in them; a role without members has one row.
SELECT r.name AS role_name, rm.member_principal_id
FROM sys.database_principals AS r
LEFT JOIN sys.database_role_members AS rm ON rm.role_principal_id = r.principal_id
WHERE r.type = 'R' AND r.name <> N'public'
