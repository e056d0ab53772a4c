-- right: m \| f\n  > 1 \| 1\n
-- source: sys.dm_os_server_diagnostics_log_configurations
select case when max_size>0 then 1 end m, case when max_files>0 then 1 end f from sys.dm_os_server_diagnostics_log_configurations
go
