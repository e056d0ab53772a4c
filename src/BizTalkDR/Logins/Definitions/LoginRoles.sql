-- Which login is in which role of the server.
SELECT m.sid, r.name AS role_name
FROM sys.server_role_members AS rm
INNER JOIN sys.server_principals AS m ON m.principal_id = rm.member_principal_id
INNER JOIN sys.server_principals AS r ON r.principal_id = rm.role_principal_id
WHERE m.type <> 'R'
