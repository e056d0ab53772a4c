-- right: n\n  > 0\n
-- source: Log shipping tables and stored procedures
select (select count(*) from msdb.dbo.log_shipping_primary_databases where primary_database='$(A)')+(select count(*) from msdb.dbo.log_shipping_secondary_databases where secondary_database='$(A)')+(select count(*) from msdb.dbo.log_shipping_monitor_primary where primary_database='$(A)')+(select count(*) from msdb.dbo.log_shipping_monitor_secondary where secondary_database='$(A)') n
go
