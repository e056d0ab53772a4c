-- Log shipping's procedures in master: those that touch its tables, and those that its name is in. Their names are not documented.
SELECT o.name, m.definition
FROM master.sys.objects AS o
INNER JOIN master.sys.sql_modules AS m ON m.object_id = o.object_id
WHERE o.type = 'P' AND (m.definition LIKE N'%bts[_]LogShipping%' OR o.name LIKE N'%LogShipping%')
