-- How long the arguments may be that the backup job's procedures take: in characters, -1 for no limit. What is longer is cut without a word.
SELECT
    o.name AS procedure_name,
    p.name AS parameter_name,
    CASE WHEN p.max_length > 0 AND p.system_type_id IN (231, 239) THEN p.max_length / 2 ELSE p.max_length END AS characters
FROM sys.parameters AS p
INNER JOIN sys.objects AS o ON o.object_id = p.object_id
WHERE o.type = 'P' AND o.name IN (N'sp_BackupAllFull_Schedule', N'sp_MarkAll')
