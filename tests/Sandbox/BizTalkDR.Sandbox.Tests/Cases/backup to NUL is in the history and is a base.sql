-- right: n\n  > 1\n(?s).*processed
-- source: BACKUP to NUL: it is a full backup all the same
create database $(A)
backup database $(A) to disk='NUL'
select count(*) n from msdb.dbo.backupset s join msdb.dbo.backupmediafamily f on f.media_set_id=s.media_set_id where s.database_name='$(A)' and f.physical_device_name='NUL'
go
backup log $(A) to disk='NUL'
go
