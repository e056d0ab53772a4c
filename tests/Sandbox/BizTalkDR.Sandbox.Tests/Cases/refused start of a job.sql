-- right: ^(?s)(?!.*started successfully.*started successfully).*second\n  > 1\n
-- source: msdb's sp_start_job: a refused start returns 1 and prints no success
exec msdb.dbo.sp_add_job @job_name='$(A)'
exec msdb.dbo.sp_add_jobserver @job_name='$(A)'
exec msdb.dbo.sp_add_jobstep @job_name='$(A)', @step_name='s', @command='waitfor delay ''00:00:05'''
declare @r int
exec @r = msdb.dbo.sp_start_job '$(A)'
exec @r = msdb.dbo.sp_start_job '$(A)'
select @r second
exec msdb.dbo.sp_delete_job @job_name='$(A)'
go
