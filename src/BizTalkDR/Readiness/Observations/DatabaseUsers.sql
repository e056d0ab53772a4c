-- The users of this database that stand for logins, its owner among them (principal 1), and who of them may back it up.
WITH members AS (
    SELECT m.member_principal_id
    FROM sys.database_role_members AS m
    INNER JOIN sys.database_principals AS r ON r.principal_id = m.role_principal_id
    WHERE r.name = N'BTS_BACKUP_USERS'
    UNION ALL
    SELECT m.member_principal_id
    FROM sys.database_role_members AS m
    INNER JOIN members AS up ON up.member_principal_id = m.role_principal_id
)
SELECT
    p.name,
    p.sid,
    p.type,
    CASE WHEN p.principal_id = 1 THEN 1 ELSE 0 END AS is_owner,
    CASE WHEN p.principal_id IN (SELECT member_principal_id FROM members) THEN 1 ELSE 0 END AS is_in_backup_users
FROM sys.database_principals AS p
WHERE (p.type IN ('U', 'G') OR (p.type = 'S' AND p.authentication_type = 1))
    AND p.sid IS NOT NULL
    AND p.principal_id NOT IN (2, 3, 4)
