-- SQL Server Agent's job of the group as BizTalk's configuration makes it: disabled, owned by whoever configures, its folder to be
-- named. Variables: JobName, ManagementDatabase, HasCompression.

IF NOT EXISTS (SELECT * FROM msdb.dbo.syscategories WHERE name = N'Database Maintenance')
    EXEC msdb.dbo.sp_add_category @class = 'JOB', @type = 'LOCAL', @name = N'Database Maintenance'
DECLARE @job_id uniqueidentifier
EXEC msdb.dbo.sp_add_job
    @job_name = N'$(JobName)', @enabled = 0, @description = N'Full backups, and log backups to one mark, of all databases of the group.',
    @category_name = N'Database Maintenance', @notify_level_eventlog = 2, @job_id = @job_id OUTPUT
IF $(HasCompression) = 1
    EXEC msdb.dbo.sp_add_jobstep
        @job_id = @job_id, @step_name = N'Set Compression Option', @subsystem = N'TSQL',
        @database_name = N'$(ManagementDatabase)', @on_success_action = 3, @on_fail_action = 3, @retry_interval = 1,
        @command = N'exec [dbo].[sp_SetBackupCompression] @bCompression = 0 /*0 - Do not use Compression, 1 - Use Compression */'
EXEC msdb.dbo.sp_add_jobstep
    @job_id = @job_id, @step_name = N'BackupFull', @subsystem = N'TSQL',
    @database_name = N'$(ManagementDatabase)', @on_success_action = 3, @on_fail_action = 2, @retry_interval = 1,
    @command = N'exec [dbo].[sp_BackupAllFull_Schedule] ''d'' /* Frequency */, ''BTS'' /* Name */, ''<destination path>'' /* location of backup files */'
EXEC msdb.dbo.sp_add_jobstep
    @job_id = @job_id, @step_name = N'MarkAndBackupLog', @subsystem = N'TSQL',
    @database_name = N'$(ManagementDatabase)', @on_success_action = 3, @on_fail_action = 2, @retry_interval = 1,
    @command = N'exec [dbo].[sp_MarkAll] ''BTS'' /*  Log mark name */, ''<destination path>'' /* location of backup files */'
EXEC msdb.dbo.sp_add_jobstep
    @job_id = @job_id, @step_name = N'Clear Backup History', @subsystem = N'TSQL',
    @database_name = N'$(ManagementDatabase)', @on_success_action = 1, @on_fail_action = 2, @retry_interval = 1,
    @command = N'exec [dbo].[sp_DeleteBackupHistory] @DaysToKeep=14'
EXEC msdb.dbo.sp_add_jobschedule
    @job_id = @job_id, @name = N'MarkAndBackupLogSched', @enabled = 1, @freq_type = 4, @freq_interval = 1, @freq_subday_type = 4,
    @freq_subday_interval = 15, @active_start_date = 20031110, @active_start_time = 0, @active_end_time = 235959
EXEC msdb.dbo.sp_add_jobserver @job_id = @job_id, @server_name = N'(local)'
GO
