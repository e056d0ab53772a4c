-- The logins of this instance. Who lacks ALTER ANY LOGIN or VIEW ANY DEFINITION sees only its own.
SELECT p.name, p.sid, p.type, p.is_disabled, IS_SRVROLEMEMBER('sysadmin', p.name) AS is_sysadmin
FROM sys.server_principals AS p
WHERE p.type IN ('S', 'U', 'G')
