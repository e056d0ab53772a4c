-- right: r\n  > 1\n
-- source: msdb's sp_stop_job: a refused stop returns 1
exec msdb.dbo.sp_add_job @job_name='$(A)'
exec msdb.dbo.sp_add_jobserver @job_name='$(A)'
declare @r int
exec @r = msdb.dbo.sp_stop_job '$(A)'
select @r r
exec msdb.dbo.sp_delete_job @job_name='$(A)'
go
