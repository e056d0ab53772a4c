-- right: Msg 3(013|254|241|203),
-- source: BACKUP, arguments: backups to NUL are discarded
create database $(A)
backup database $(A) to disk='NUL'
go
restore headeronly from disk='NUL'
go
