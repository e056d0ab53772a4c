-- Whether this database has the role of BizTalk Server's backups.
SELECT COUNT(*)
FROM sys.database_principals
WHERE name = N'BTS_BACKUP_USERS' AND type = 'R'
