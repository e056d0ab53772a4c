-- Which columns BizTalk's log shipping table has; its layout is not documented.
SELECT c.name
FROM master.sys.columns AS c
INNER JOIN master.sys.objects AS o ON o.object_id = c.object_id
WHERE o.name = @table
