-- What logins can be given here: roles, databases, languages, endpoints.
SELECT N'role' AS kind, name FROM sys.server_principals WHERE type = 'R'
UNION ALL
SELECT N'database' AS kind, name FROM sys.databases
UNION ALL
SELECT N'language' AS kind, name FROM sys.syslanguages
UNION ALL
SELECT N'language' AS kind, alias FROM sys.syslanguages
UNION ALL
SELECT N'endpoint' AS kind, name FROM sys.endpoints
