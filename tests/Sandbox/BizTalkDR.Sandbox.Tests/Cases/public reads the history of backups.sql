-- right: ^(?!.*Msg 229).*ok
-- source: msdb: SELECT on the history is granted to public
create login [$(L)] with password='Passw0rd!x', check_policy=off
go
execute as login='$(L)'
declare @n int
select @n=count(*) from msdb.dbo.backupset
select @n=count(*) from msdb.dbo.restorehistory
select @n=count(*) from msdb.dbo.logmarkhistory
print 'ok'
revert
go
