-- right: state_desc\n  > RESTORING\n
-- source: RESTORE arguments: STOPATMARK = lsn:lsn_number on RESTORE DATABASE
create database $(A)
alter database $(A) set recovery full
create table $(A).dbo.a(i int)
insert $(A).dbo.a values(1)
backup database $(A) to disk='$(Backup)\$(A).bak' with format
insert $(A).dbo.a values(2)
backup log $(A) to disk='$(Backup)\$(A).trn' with format
go
declare @lsn nvarchar(60) = (select top 1 'lsn:'+cast(last_lsn+100000 as nvarchar(40)) from msdb.dbo.backupset where database_name='$(A)' and type='L' order by backup_set_id desc)
restore database $(B) from disk='$(Backup)\$(A).bak' with norecovery, stopatmark=@lsn, move '$(A)' to '$(Data)\$(B).mdf', move '$(A)_log' to '$(Log)\$(B).ldf'
select state_desc from sys.databases where name='$(B)'
go
