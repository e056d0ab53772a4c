-- right: Msg (1834|3156|5149|3634|5120|5123),
-- source: RESTORE: a file added in the log is created where it was; its path is in use (1834 or 3634, 3156)
create database $(A)
alter database $(A) set recovery full
create table $(A).dbo.a(i int)
insert $(A).dbo.a values(1)
backup database $(A) to disk='$(Backup)\$(A).bak' with format
insert $(A).dbo.a values(2)
backup log $(A) to disk='$(Backup)\$(A).trn' with format
go
alter database $(A) add file (name=$(A)b, filename='$(Data)\$(A)b.ndf')
backup log $(A) to disk='$(Backup)\$(A)b.trn' with format
restore database $(B) from disk='$(Backup)\$(A).bak' with norecovery, move '$(A)' to '$(Data)\$(B).mdf', move '$(A)_log' to '$(Log)\$(B).ldf'
restore log $(B) from disk='$(Backup)\$(A).trn' with norecovery
restore log $(B) from disk='$(Backup)\$(A)b.trn' with norecovery
go
