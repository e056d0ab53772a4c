-- SQL Server Agent's job of the group. Variables: JobName, ManagementDatabase, BackupPath, EveryMinutes, ForceAfterPartial.

DECLARE @job_id uniqueidentifier
EXEC msdb.dbo.sp_add_job
    @job_name = N'$(JobName)', @enabled = 1, @description = N'Backs up all databases of the group to one log mark.',
    @owner_login_name = N'sa', @job_id = @job_id OUTPUT
EXEC msdb.dbo.sp_add_jobstep
    @job_id = @job_id, @step_id = 1, @step_name = N'Set Compression Option', @subsystem = N'TSQL',
    @database_name = N'$(ManagementDatabase)', @on_success_action = 3, @on_fail_action = 2,
    @command = N'exec [dbo].[sp_SetBackupCompression] @bCompression = 0 /*0 - Do not use Compression, 1 - Use Compression */'
EXEC msdb.dbo.sp_add_jobstep
    @job_id = @job_id, @step_id = 2, @step_name = N'BackupFull', @subsystem = N'TSQL',
    @database_name = N'$(ManagementDatabase)', @on_success_action = 3, @on_fail_action = 2,
    @command = N'exec [dbo].[sp_BackupAllFull_Schedule] ''d'' /* Frequency */, ''BTS'' /* Name */, ''$(BackupPath)'' /* location of backup files */, $(ForceAfterPartial) /* ForceFullBackupAfterPartialSetFailure */'
EXEC msdb.dbo.sp_add_jobstep
    @job_id = @job_id, @step_id = 3, @step_name = N'MarkAndBackupLog', @subsystem = N'TSQL',
    @database_name = N'$(ManagementDatabase)', @on_success_action = 3, @on_fail_action = 2,
    @command = N'exec [dbo].[sp_MarkAll] ''BTS'' /* Log mark name */, ''$(BackupPath)'' /* location of backup files */'
EXEC msdb.dbo.sp_add_jobstep
    @job_id = @job_id, @step_id = 4, @step_name = N'Clear Backup History', @subsystem = N'TSQL',
    @database_name = N'$(ManagementDatabase)', @on_success_action = 1, @on_fail_action = 2,
    @command = N'exec [dbo].[sp_DeleteBackupHistory] @DaysToKeep=14'
EXEC msdb.dbo.sp_add_jobschedule
    @job_id = @job_id, @name = N'MarkAndBackupLogSched', @enabled = 1, @freq_type = 4, @freq_interval = 1, @freq_subday_type = 4,
    @freq_subday_interval = $(EveryMinutes), @active_start_time = 0, @active_end_time = 235959
EXEC msdb.dbo.sp_add_jobserver @job_id = @job_id, @server_name = N'(local)'
GO
