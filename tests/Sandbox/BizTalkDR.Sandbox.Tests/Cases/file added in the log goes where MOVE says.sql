-- right: name \| is_moved\n  > \$\(A\)b \| 1\n
-- source: RESTORE arguments, MOVE
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
restore log $(B) from disk='$(Backup)\$(A)b.trn' with recovery, move '$(A)b' to '$(Data)\$(B)b.ndf'
go
select name, case when physical_name like '%$(B)b.ndf' then 1 else 0 end is_moved from $(B).sys.database_files where file_id>2
go
