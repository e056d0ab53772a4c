-- right: is_rpc_out_enabled\n  > 1\n
-- source: inferred from BizTalk's procedures, which set no option and call procedures there at once; no page says so
exec sp_addlinkedserver @server='$(A)', @srvproduct='SQL Server'
select is_rpc_out_enabled from sys.servers where name='$(A)'
exec sp_dropserver '$(A)'
go
