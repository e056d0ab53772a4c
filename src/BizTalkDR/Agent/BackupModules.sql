-- The procedures of a management database that take backups or clear their history, the site's own among them.
SELECT o.name, m.definition
FROM sys.objects AS o
INNER JOIN sys.sql_modules AS m ON m.object_id = o.object_id
WHERE o.type = 'P'
    AND (
        m.definition LIKE N'%sp[_]MarkAll%'
        OR m.definition LIKE N'%sp[_]BackupAllFull%'
        OR m.definition LIKE N'%adm[_]BackupHistory%'
        OR m.definition LIKE N'%sp[_]DeleteBackupHistory%'
        OR m.definition IS NULL
    )
