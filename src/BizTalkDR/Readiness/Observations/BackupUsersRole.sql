-- Whether this database has the role of BizTalk Server's backups; NULL if this login may not see its users and roles.
SELECT CASE WHEN HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'VIEW DEFINITION') = 1 THEN COUNT(*) END AS roles
FROM sys.database_principals
WHERE name = N'BTS_BACKUP_USERS' AND type = 'R'
