-- The logins of this instance, and whether this login may see all of them: who may not sees only its own and sa.
SELECT
    p.name,
    p.sid,
    p.type,
    p.is_disabled,
    IS_SRVROLEMEMBER('sysadmin', p.name) AS is_sysadmin,
    CASE
        WHEN HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DEFINITION') = 1 OR HAS_PERMS_BY_NAME(NULL, NULL, 'ALTER ANY LOGIN') = 1 THEN 1
        ELSE 0
    END AS sees_all
FROM sys.server_principals AS p
WHERE p.type IN ('S', 'U', 'G')
