-- The services of this instance. Needs VIEW SERVER STATE.
SELECT servicename, status_desc, startup_type_desc, service_account
FROM sys.dm_server_services
