-- The users of this database that stand for logins, its owner (principal 1) among them; sees_all is 0 for one who may not see them.
SELECT
    p.principal_id, p.name, p.sid, p.type,
    CASE WHEN p.principal_id = 1 THEN 1 ELSE 0 END AS is_owner,
    HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'VIEW DEFINITION') AS sees_all
FROM sys.database_principals AS p
WHERE (p.type IN ('U', 'G') OR (p.type = 'S' AND p.authentication_type = 1))
    AND p.sid IS NOT NULL
    AND p.principal_id NOT IN (2, 3, 4)
