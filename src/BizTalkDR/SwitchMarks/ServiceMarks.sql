-- What was switched off of this instance's groups and is no job: marks of this module on msdb, which outlives the group's databases.
SELECT p.name, CAST(p.value AS nvarchar(3750)) AS value
FROM msdb.sys.extended_properties AS p
WHERE p.class = 0 AND p.name LIKE N'BizTalkDR off %'
