-- Whether this principal can own a database here: a login of its own, or a Windows user who may come in through the login of a group.
SELECT COUNT(*)
FROM sys.server_principals AS p
WHERE (p.name = @owner AND p.type IN ('S', 'U'))
    OR (p.type = 'G' AND CHARINDEX(N'\', @owner) > 0 AND SUSER_SID(@owner) IS NOT NULL);
