-- right: name \| filegroup_id\n  > PRIMARY \| 1\n  > Archive \| 2\n
-- source: backupfilegroup: a row for each filegroup in a database at the time of backup
create database $(A)
alter database $(A) add filegroup Archive
alter database $(A) add file (name=$(A)b, filename='$(Data)\$(A)b.ndf') to filegroup Archive
backup database $(A) to disk='$(Backup)\$(A).bak' with format
go
select g.name, g.filegroup_id from msdb.dbo.backupfilegroup g join msdb.dbo.backupset s on s.backup_set_id=g.backup_set_id where s.database_name='$(A)' order by g.filegroup_id
go
