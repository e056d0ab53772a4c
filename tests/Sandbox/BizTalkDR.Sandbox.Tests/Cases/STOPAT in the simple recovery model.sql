-- right: Msg 3145,
-- source: sys.messages 3145; RESTORE arguments: point-in-time options
create database $(A)
alter database $(A) set recovery simple
backup database $(A) to disk='$(Backup)\$(A).bak' with format
restore database $(A) from disk='$(Backup)\$(A).bak' with replace, stopat='2030-01-01T00:00:00'
go
