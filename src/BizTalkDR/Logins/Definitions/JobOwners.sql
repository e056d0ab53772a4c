-- Who owns the jobs that work in a database of the group, known by what their steps name.
SELECT DISTINCT j.name, j.owner_sid, s.database_name
FROM msdb.dbo.sysjobs AS j
INNER JOIN msdb.dbo.sysjobsteps AS s ON s.job_id = j.job_id
WHERE j.owner_sid IS NOT NULL AND s.database_name IS NOT NULL
