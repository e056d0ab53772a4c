-- What keeps databases from being dropped or restored over: availability groups, mirroring, publications, snapshots. Of several
-- listeners or snapshots each has a row.
SELECT
    d.name, d.replica_id, g.name AS group_name, l.dns_name, m.mirroring_guid, m.mirroring_partner_instance,
    d.is_published, d.is_merge_published, d.is_distributor, s.name AS snapshot_name
FROM sys.databases AS d
LEFT JOIN sys.availability_databases_cluster AS c ON c.group_database_id = d.group_database_id
LEFT JOIN sys.availability_groups AS g ON g.group_id = c.group_id
LEFT JOIN sys.availability_group_listeners AS l ON l.group_id = g.group_id
LEFT JOIN sys.database_mirroring AS m ON m.database_id = d.database_id
LEFT JOIN sys.databases AS s ON s.source_database_id = d.database_id
WHERE d.database_id > 4
ORDER BY d.name, l.dns_name, s.name
