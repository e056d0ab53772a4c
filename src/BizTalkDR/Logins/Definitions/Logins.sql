-- The logins of this instance with what CREATE LOGIN says of them, and whether this login may see all of them, hashes included.
SELECT
    p.name, p.sid, p.type, p.is_disabled, p.default_database_name, p.default_language_name,
    l.is_policy_checked, l.is_expiration_checked, l.password_hash,
    CASE WHEN HAS_PERMS_BY_NAME(NULL, NULL, 'CONTROL SERVER') = 1 THEN 1 ELSE 0 END AS sees_all
FROM sys.server_principals AS p
LEFT JOIN sys.sql_logins AS l ON l.principal_id = p.principal_id
WHERE p.type IN ('S', 'U', 'G', 'C', 'K', 'E', 'X')
