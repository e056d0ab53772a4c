-- right: filegroup_name\n  > Archive\n  > PRIMARY\n
-- source: restorefilegroup
create database $(A)
alter database $(A) add filegroup Archive
alter database $(A) add file (name=$(A)b, filename='$(Data)\$(A)b.ndf') to filegroup Archive
backup database $(A) to disk='$(Backup)\$(A).bak' with format
restore database $(B) from disk='$(Backup)\$(A).bak' with move '$(A)' to '$(Data)\$(B).mdf', move '$(A)b' to '$(Data)\$(B)b.ndf', move '$(A)_log' to '$(Log)\$(B).ldf'
go
select g.filegroup_name from msdb.dbo.restorefilegroup g join msdb.dbo.restorehistory h on h.restore_history_id=g.restore_history_id where h.destination_database_name='$(B)' order by 1
go
