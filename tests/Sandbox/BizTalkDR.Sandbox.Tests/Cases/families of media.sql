-- right: Msg 3231,
-- source: sys.messages 3231
create database $(A)
backup database $(A) to disk='$(Backup)\$(A).bak' with format
backup database $(A) to disk='$(Backup)\$(A).bak', disk='$(Backup)\$(B).bak'
go
