-- What logins themselves may on the server (100), on other logins (101) and on endpoints (105).
SELECT
    g.sid, p.class, p.permission_name, p.state,
    CASE p.class WHEN 101 THEN target.name WHEN 105 THEN e.name END AS on_name
FROM sys.server_permissions AS p
INNER JOIN sys.server_principals AS g ON g.principal_id = p.grantee_principal_id
LEFT JOIN sys.server_principals AS target ON p.class = 101 AND target.principal_id = p.major_id
LEFT JOIN sys.endpoints AS e ON p.class = 105 AND e.endpoint_id = p.major_id
WHERE g.type <> 'R' AND p.class IN (100, 101, 105)
