-- right: Msg \d+, Level 1[6-9]
-- source: BACKUP, ENCRYPTION: a certificate of master is needed; sys.messages 15151, 33111
create database $(A)
go
backup database $(A) to disk='$(Backup)\$(A).bak' with format, encryption(algorithm=aes_256, server certificate=nocert)
go
