-- right: Msg 5063,
-- source: sys.messages 5063
create database $(A)
alter database $(A) set recovery full
create table $(A).dbo.a(i int)
insert $(A).dbo.a values(1)
backup database $(A) to disk='$(Backup)\$(A).bak' with format
insert $(A).dbo.a values(2)
backup log $(A) to disk='$(Backup)\$(A).trn' with format
go
restore database $(B) from disk='$(Backup)\$(A).bak' with standby='$(Data)\$(B).und', move '$(A)' to '$(Data)\$(B).mdf', move '$(A)_log' to '$(Log)\$(B).ldf'
go
alter database $(B) set recovery simple
go
