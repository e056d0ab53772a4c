-- Databases under transparent data encryption, and the certificate or key that protects theirs: a restore of one needs it too.
SELECT d.name AS database_name, k.encryptor_thumbprint
FROM sys.dm_database_encryption_keys AS k
INNER JOIN sys.databases AS d ON d.database_id = k.database_id
WHERE d.name <> 'tempdb' AND k.encryptor_thumbprint IS NOT NULL
