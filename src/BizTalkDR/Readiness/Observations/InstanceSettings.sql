-- The clock of this instance, its computer, and whether Ad Hoc Distributed Queries are allowed.
SELECT
    GETDATE() AS local_now,
    GETUTCDATE() AS utc_now,
    CAST(SERVERPROPERTY('MachineName') AS nvarchar(128)) AS machine_name,
    CAST(c.value AS int) AS ad_hoc_configured,
    CAST(c.value_in_use AS int) AS ad_hoc_in_use
FROM sys.configurations AS c
WHERE c.name = N'Ad Hoc Distributed Queries'
