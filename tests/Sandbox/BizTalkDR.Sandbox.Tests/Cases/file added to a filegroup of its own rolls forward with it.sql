-- right: name \| fg\n  > \$\(A\)b \| Archive\n
-- source: ALTER DATABASE File and Filegroup Options; sys.filegroups
create database $(A)
alter database $(A) set recovery full
create table $(A).dbo.a(i int)
insert $(A).dbo.a values(1)
backup database $(A) to disk='$(Backup)\$(A).bak' with format
insert $(A).dbo.a values(2)
backup log $(A) to disk='$(Backup)\$(A).trn' with format
go
alter database $(A) add filegroup Archive
alter database $(A) add file (name=$(A)b, filename='$(Data)\$(A)b.ndf') to filegroup Archive
backup log $(A) to disk='$(Backup)\$(A)b.trn' with format
restore database $(B) from disk='$(Backup)\$(A).bak' with norecovery, move '$(A)' to '$(Data)\$(B).mdf', move '$(A)_log' to '$(Log)\$(B).ldf'
restore log $(B) from disk='$(Backup)\$(A).trn' with norecovery
restore log $(B) from disk='$(Backup)\$(A)b.trn' with recovery, move '$(A)b' to '$(Data)\$(B)b.ndf'
go
select f.name, g.name fg from $(B).sys.database_files f join $(B).sys.filegroups g on g.data_space_id=f.data_space_id where g.data_space_id>1
go
