-- The certificates and asymmetric keys of master that backups and databases can be encrypted with; without its private key none of them decrypts.
SELECT name, thumbprint, CASE pvt_key_encryption_type WHEN 'NA' THEN 0 ELSE 1 END AS has_private_key
FROM master.sys.certificates
UNION ALL
SELECT name, thumbprint, CASE pvt_key_encryption_type WHEN 'NA' THEN 0 ELSE 1 END
FROM master.sys.asymmetric_keys
